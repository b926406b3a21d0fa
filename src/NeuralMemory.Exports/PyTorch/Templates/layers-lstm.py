class Layers(nn.LSTM):
    """LSTM layers on top of each other."""

    def __init__(self, inputs, units, layers):
        super().__init__(inputs, units, layers, batch_first=True)
        self.width = units
#: if learned
        self.initial_hidden = nn.ParameterList(nn.Parameter(torch.zeros(units)) for _ in range(layers))
        self.initial_cell = nn.ParameterList(nn.Parameter(torch.zeros(units)) for _ in range(layers))
#: end

#: if bridge
    def begin(self, hidden, cells):
        """States of which each layer's hidden ones and cells [B, C] are given."""
        return torch.stack(hidden), torch.stack(cells)
#: end
    def start(self, batch):
        """The states before the first step: hidden ones and cells, [L, B, C] each."""
#: if learned
        firsts = [torch.stack(list(first)) for first in (self.initial_hidden, self.initial_cell)]
        return tuple(first.unsqueeze(1).repeat(1, batch, 1) for first in firsts)
#: else
        zeros = self.weight_hh_l0.new_zeros(self.num_layers, batch, self.hidden_size)
        return zeros, zeros
#: end

    def step(self, x, state):
        """One step, x [B, s]: what the last layer puts out, [B, C], and the states."""
        outputs, state = self(x.unsqueeze(1), state)
        return outputs.squeeze(1), state
