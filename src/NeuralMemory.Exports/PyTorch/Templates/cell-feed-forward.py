class FeedForwardCell(nn.Linear):
    """A tanh layer; it remembers nothing."""

#: if normalize
    def __init__(self, inputs, units):
        super().__init__(inputs, units)
        self.norm = nn.LayerNorm(units)

#: end
    def start(self, batch):
        return ()

    def forward(self, s, state):  # [B, s] -> output [B, C]
#: if normalize
        return (self.norm(super().forward(s)).tanh(),)
#: else
        return (super().forward(s).tanh(),)
#: end
