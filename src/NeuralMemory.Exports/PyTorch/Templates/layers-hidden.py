class Layers(nn.{{base}}):
    """Layers of {{base_units}} units on top of each other."""

    def __init__(self, inputs, units, layers):
        super().__init__(inputs, units, layers, batch_first=True)
        self.width = units
#: if learned
        self.initial_hidden = nn.ParameterList(nn.Parameter(torch.zeros(units)) for _ in range(layers))
#: end

#: if bridge
    def begin(self, hidden):
        """States of which each layer's [B, C] is given."""
        return torch.stack(hidden)
#: end
    def start(self, batch):
        """The states before the first step, [L, B, C]."""
#: if learned
        return torch.stack(list(self.initial_hidden)).unsqueeze(1).repeat(1, batch, 1)
#: else
        return self.weight_hh_l0.new_zeros(self.num_layers, batch, self.hidden_size)
#: end

    def step(self, x, state):
        """One step, x [B, s]: what the last layer puts out, [B, C], and the states."""
        outputs, state = self(x.unsqueeze(1), state)
        return outputs.squeeze(1), state
