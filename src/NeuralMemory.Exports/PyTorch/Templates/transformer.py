class Layer(nn.Module):
    """Attention of the rows to themselves, and a network of each row (Vaswani et al. 2017, 3.1).

    The names are those of nn.TransformerEncoderLayer{{normed}}.
    """

    def __init__(self, width, heads, hidden{{dropout}}):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.linear1, self.linear2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x, sees):  # [B, T, E] -> [B, T, E]
#: if pre
        y = self.norm1(x)
        x = x + {{drop}}self.self_attn(y, y, sees){{end}}
        return x + {{drop}}self.linear2(F.{{activation}}(self.linear1(self.norm2(x)))){{end}}
#: else
        x = self.norm1(x + {{drop}}self.self_attn(x, x, sees){{end}})
        return self.norm2(x + {{drop}}self.linear2(F.{{activation}}(self.linear1(x))){{end}})
#: end
#: if both


class DecoderLayer(nn.Module):
    """The same with attention to what the encoder made; the names are those of nn.TransformerDecoderLayer."""

    def __init__(self, width, heads, hidden{{dropout}}):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.multihead_attn = Attention(width, heads{{unplaced}})
        self.linear1, self.linear2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(width) for _ in range(3))
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x, sees, memory, sees_memory):  # [B, T, E], memory [B, S, E] -> [B, T, E]
#: if pre
        y = self.norm1(x)
        x = x + {{drop}}self.self_attn(y, y, sees){{end}}
        x = x + {{drop}}self.multihead_attn(self.norm2(x), memory, sees_memory){{end}}
        return x + {{drop}}self.linear2(F.{{activation}}(self.linear1(self.norm3(x)))){{end}}
#: else
        x = self.norm1(x + {{drop}}self.self_attn(x, x, sees){{end}})
        x = self.norm2(x + {{drop}}self.multihead_attn(x, memory, sees_memory){{end}})
        return self.norm3(x + {{drop}}self.linear2(F.{{activation}}(self.linear1(x))){{end}})
#: end
#: end


class Stack(nn.Module):
    """The row of each step, and layers on top of each other."""

    def __init__(self, inputs, width, heads, hidden, layers{{layer_kind}}{{places}}{{dropout}}):
        super().__init__()
        self.input = nn.Linear(inputs, width)
#: if learned-positions
        self.positions = nn.Embedding(places, width)
#: end
        self.layers = nn.ModuleList({{layer_class}}(width, heads, hidden{{dropout}}) for _ in range(layers))
#: if pre
        self.norm = nn.LayerNorm(width)
#: end
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x, *seen):  # [B, T, I] -> [B, T, E]
        x = self.input(x)
#: if learned-positions
        x = x + self.positions.weight[:x.shape[1]]
#: elif sinusoidal
        x = x + sinusoids(*x.shape[1:]).to(x)
#: end
#: if dropout
        x = self.dropout(x)
#: end
        for layer in self.layers:
            x = layer(x, *seen)
#: if pre
        return self.norm(x)
#: else
        return x
#: end


class Transformer(nn.Module):
#: if both
    """A decoder that looks at an encoder (Vaswani et al. 2017, arXiv 1706.03762)."""

    def __init__(self, inputs, outputs, stack{{symbols}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.encoder = Stack(inputs, layer=Layer, **stack)
        self.decoder = Stack(inputs, layer=DecoderLayer, **stack)
        self.output = nn.Linear(stack["width"], outputs)

    def forward(self, inputs, source=None, source_lengths=None):
        """The logits [B, T, O] of inputs [B, T, I].

        The encoder reads a source [B, S, I], or the inputs where it is None; source_lengths [B] where some are shorter.
        """
        source = inputs if source is None else source
#: if symbols
        inputs, source = self.embedding(inputs), self.embedding(source)
#: end
        memory = self.encoder(source, mask(source, source_lengths, causal=False))
        sees = torch.ones(1, 1, 1, source.shape[1], dtype=torch.bool, device=source.device)
        if source_lengths is not None:
            sees = sees & (torch.arange(source.shape[1]) < source_lengths.cpu().view(-1, 1, 1, 1)).to(source.device)
        return self.output(self.decoder(inputs, mask(inputs), memory, sees))
#: else
    """A Transformer's {{layout}} (Vaswani et al. 2017, arXiv 1706.03762)."""

    def __init__(self, inputs, outputs, stack{{symbols}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.{{layout}} = Stack(inputs, **stack)
        self.output = nn.Linear(stack["width"], outputs)

#: if encoder
    def forward(self, inputs, lengths=None):
        """The logits [B, T, O] of inputs [B, T, I]; lengths [B] where some sequences are shorter."""
#: if symbols
        inputs = self.embedding(inputs)
#: end
        return self.output(self.encoder(inputs, mask(inputs, lengths)))
#: else
    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
#: if symbols
        inputs = self.embedding(inputs)
#: end
        return self.output(self.decoder(inputs, mask(inputs)))
#: end
#: end
