class Layer(nn.Module):
    """A layer: retrieval of what earlier rows are like, and a network of each row."""

    def __init__(self, width, heads, hidden, updates, beta{{dropout}}):
        super().__init__()
        self.retrieval = Attention(width, heads, updates, beta)
        self.linear1, self.linear2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x, sees):  # [B, T, E] -> [B, T, E]
        y = self.norm1(x)
        x = x + {{drop}}self.retrieval(y, y, sees){{end}}
        return x + {{drop}}self.linear2(F.gelu(self.linear1(self.norm2(x)))){{end}}


class HopfieldNetwork(nn.Module):
    """Layers of modern Hopfield networks (Ramsauer et al. 2021, arXiv 2008.02217)."""

    def __init__(self, inputs, outputs, width, heads, hidden, layers, updates, beta{{places}}{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.input = nn.Linear(inputs, width)
#: if learned-positions
        self.positions = nn.Embedding(places, width)
#: end
        self.layers = nn.ModuleList(Layer(width, heads, hidden, updates, beta{{dropout}}) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.output = nn.Linear(width, outputs)
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
#: if symbols
        inputs = self.embedding(inputs)
#: end
        x, sees = self.input(inputs), mask(inputs)
#: if learned-positions
        x = x + self.positions.weight[:x.shape[1]]
#: elif sinusoidal
        x = x + sinusoids(*x.shape[1:]).to(x)
#: end
#: if dropout
        x = self.dropout(x)
#: end
        for layer in self.layers:
            x = layer(x, sees)
        return self.output(self.norm(x))
