class Layers(nn.Module):
    """Layers on top of each other{{skip}}."""

    def __init__(self, inputs, units, layers, **options):
        super().__init__()
#: if skip
        seen = [inputs] + [inputs + units] * (layers - 1)
        self.width = layers * units
#: else
        seen = [inputs] + [units] * (layers - 1)
        self.width = units
#: end
        self.layers = nn.ModuleList({{cell}}(width, units, **options) for width in seen)

#: if bridge
    def begin(self, hidden, cells=None):
        """States of which each layer's hidden ones, and cells where it has them, are given, [B, C] each."""
#: if hyper
        small = [layer.start(len(hidden[0]))[2:] for layer in self.layers]
        return [(h, c, *rest) for h, c, rest in zip(hidden, cells, small)]
#: else
        return list(zip(hidden, cells)) if cells else [(h,) for h in hidden]
#: end

#: end
    def start(self, batch):
        """The states before the first step, those of each layer."""
        return [layer.start(batch) for layer in self.layers]

    def step(self, x, state):
        """One step, x [B, s]: what the layers put out, [B, width], and the states."""
        states, outputs, seen = [], [], x
        for layer, before in zip(self.layers, state):
            states.append(layer(seen, before))
            outputs.append(states[-1][0])
#: if skip
            seen = torch.cat([x, outputs[-1]], dim=1)
        return torch.cat(outputs, dim=1), states
#: else
            seen = outputs[-1]
        return seen, states
#: end

    def forward(self, x, state):
        """All steps of x [B, T, s]: what the layers put out, [B, T, width], and the states at the end."""
        outputs = []
        for row in x.unbind(1):
            output, state = self.step(row, state)
            outputs.append(output)
        return torch.stack(outputs, dim=1), state
