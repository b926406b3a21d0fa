class SecondOrderCell(nn.Bilinear):
    """Sigma-pi units (Giles et al. 1992): tanh of sums over products of an input and a unit."""

    def __init__(self, inputs, units):
        super().__init__(inputs, units, units)
#: if normalize
        self.norm = nn.LayerNorm(units)
#: end
#: if learned
        self.initial = nn.ParameterList([nn.Parameter(torch.eye(units)[0])])
#: end

    def start(self, batch):
#: if learned
        return tuple(first.expand(batch, -1) for first in self.initial)
#: else
        first = torch.zeros_like(self.bias)
        first[0] = 1  # products with zeros would lose the first input
        return (first.expand(batch, -1),)
#: end

    def forward(self, s, state):  # [B, s] -> hidden [B, C]
        (h,) = state
#: if normalize
        return (self.norm(super().forward(s, h)).tanh(),)
#: else
        return (super().forward(s, h).tanh(),)
#: end
