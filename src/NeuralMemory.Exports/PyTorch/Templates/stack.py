class {{class}}(nn.Module):
    """{{about}}."""

    def __init__(self, inputs, outputs, width, layers{{layer_options}}{{places}}{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.input = nn.Linear(inputs, width)
#: if learned-positions
        self.positions = nn.Embedding(places, width)
#: end
        self.layers = nn.ModuleList({{layer}}(width{{layer_options}}{{dropout}}) for _ in range(layers))
#: if norm
        self.norm = nn.LayerNorm(width)
#: end
        self.output = nn.Linear(width, outputs)
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
#: if symbols
        inputs = self.embedding(inputs)
#: end
        x = self.input(inputs)
#: if learned-positions
        x = x + self.positions.weight[:x.shape[1]]
#: elif sinusoidal
        x = x + sinusoids(*x.shape[1:]).to(x)
#: end
#: if dropout
        x = self.dropout(x)
#: end
#: if masked
        sees = mask(inputs)
#: end
#: if rows
        rows = x
#: end
        for layer in self.layers:
            x = layer(x{{seen}})
#: if norm
        return self.output(self.norm(x))
#: else
        return self.output(x)
#: end
