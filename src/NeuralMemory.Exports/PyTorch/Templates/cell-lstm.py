class LSTMCell(nn.LSTMCell):
    """Long short-term memory.{{parts}}"""

    def __init__(self, inputs, units{{clip}}):
        super().__init__(inputs, units)
#: if normalize
        self.norm = nn.GroupNorm(4, 4 * units)
#: end
#: if clip
        self.cell_clip = cell_clip
#: end
#: if learned and outer-lstm
        self.initial = nn.ParameterList(nn.Parameter(torch.zeros(units)) for _ in range(2))
#: end

    def start(self, batch):
#: if learned and outer-lstm
        return tuple(first.expand(batch, -1) for first in self.initial)
#: else
        zeros = self.weight_hh.new_zeros(batch, self.hidden_size)
        return zeros, zeros
#: end

    def forward(self, s, state):  # [B, s] -> hidden and cell, [B, C] each
        h, c = state
#: if normalize
        gates = F.linear(s, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        i, f, g, o = self.norm(gates).chunk(4, dim=1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
#: else
        h, c = super().forward(s, (h, c))
#: end
#: if clip
        return h, c.clamp(-self.cell_clip, self.cell_clip)
#: else
        return h, c
#: end
