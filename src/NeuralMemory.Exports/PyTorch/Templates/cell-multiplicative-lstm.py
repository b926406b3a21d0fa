class MultiplicativeLSTMCell(nn.Module):
    """Multiplicative LSTM (Krause et al. 2016): its gates see products of input and hidden state."""

    def __init__(self, inputs, units, **options):
        super().__init__()
        self.input = nn.Linear(inputs, units, bias=False)
        self.hidden = nn.Linear(units, units, bias=False)
        self.gates = LSTMCell(inputs, units, **options)
#: if learned
        self.initial = nn.ParameterList(nn.Parameter(torch.zeros(units)) for _ in range(2))
#: end

    def start(self, batch):
#: if learned
        return tuple(first.expand(batch, -1) for first in self.initial)
#: else
        return self.gates.start(batch)
#: end

    def forward(self, s, state):  # [B, s] -> hidden and cell, [B, C] each
        h, c = state
        m = self.input(s) * self.hidden(h)
        return self.gates(s, (m, c))
