class Spread(nn.Module):
    """What the small LSTM tells each unit of each gate, [B, 4 C]: numbers for each gate, spread over its units."""

    def __init__(self, small, numbers, units, bias):
        super().__init__()
        self.embedding = nn.Linear(small, 4 * numbers, bias=bias)
        self.spread = nn.Parameter(torch.full((4, numbers, units), 0.1 / numbers))

    def forward(self, k):
        told = self.embedding(k).unflatten(1, (4, -1))
        return torch.einsum("bge,geu->bgu", told, self.spread).flatten(1)


class HyperLSTMCell(nn.Module):
    """Hyper-LSTM (Ha, Dai and Le 2016, A.2.2): a small LSTM scales each gate's products, and shifts its bias."""

    def __init__(self, inputs, units, hyper_units, hyper_embedding{{clip}}):
        super().__init__()
        self.units = units
        self.input = nn.Linear(inputs, 4 * units, bias=False)
        self.hidden = nn.Linear(units, 4 * units, bias=False)
        self.bias = nn.Parameter(torch.zeros(4 * units))
        self.scale_input = Spread(hyper_units, hyper_embedding, units, bias=True)
        self.scale_hidden = Spread(hyper_units, hyper_embedding, units, bias=True)
        self.shift = Spread(hyper_units, hyper_embedding, units, bias=False)
        self.hyper = LSTMCell(inputs + units, hyper_units{{clipped}})
#: if normalize
        self.norm = nn.GroupNorm(4, 4 * units)
#: end
#: if clip
        self.cell_clip = cell_clip
#: end
#: if learned
        sizes = [units, units, hyper_units, hyper_units]
        self.initial = nn.ParameterList(nn.Parameter(torch.zeros(size)) for size in sizes)
#: end

    def start(self, batch):
#: if learned
        return tuple(first.expand(batch, -1) for first in self.initial)
#: else
        zeros = self.bias.new_zeros(batch, self.units)
        return zeros, zeros, *self.hyper.start(batch)
#: end

    def forward(self, s, state):  # [B, s] -> hidden and cell [B, C], those of the small LSTM [B, Z]
        h, c, k, d = state
        gates = self.scale_input(k) * self.input(s) + self.scale_hidden(k) * self.hidden(h)
        gates = gates + self.shift(k) + self.bias
#: if normalize
        gates = self.norm(gates)
#: end
        small = self.hyper(torch.cat([s, h], dim=1), (k, d))
        i, f, g, o = gates.chunk(4, dim=1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
#: if clip
        c = c.clamp(-self.cell_clip, self.cell_clip)
#: end
        return h, c, *small
