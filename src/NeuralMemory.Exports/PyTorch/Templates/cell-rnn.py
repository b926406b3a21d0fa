class RNNCell(nn.RNNCell):
    """Plain recurrent units (Elman 1990)."""

    def __init__(self, inputs, units):
        super().__init__(inputs, units)
#: if normalize
        self.norm = nn.LayerNorm(units)
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
        sums = F.linear(s, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        return (self.norm(sums).tanh(),)
#: else
        return (super().forward(s, h),)
#: end
