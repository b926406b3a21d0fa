class GRUCell(nn.GRUCell):
    """Gated recurrent units.{{parts}}"""

    def __init__(self, inputs, units):
        super().__init__(inputs, units)
#: if normalize
        self.input_norm = nn.GroupNorm(3, 3 * units)
        self.hidden_norm = nn.GroupNorm(3, 3 * units)
#: end
#: if learned
        self.initial = nn.ParameterList([nn.Parameter(torch.zeros(units))])
#: end

    def start(self, batch):
#: if learned
        return tuple(first.expand(batch, -1) for first in self.initial)
#: else
        return (self.weight_hh.new_zeros(batch, self.hidden_size),)
#: end

    def forward(self, s, state):  # [B, s] -> hidden [B, C]
        (h,) = state
#: if normalize
        a_r, a_z, a_n = self.input_norm(F.linear(s, self.weight_ih, self.bias_ih)).chunk(3, dim=1)
        b_r, b_z, b_n = self.hidden_norm(F.linear(h, self.weight_hh, self.bias_hh)).chunk(3, dim=1)
        r, z = (a_r + b_r).sigmoid(), (a_z + b_z).sigmoid()
        n = (a_n + r * b_n).tanh()
        return ((1 - z) * n + z * h,)
#: else
        return (super().forward(s, h),)
#: end
