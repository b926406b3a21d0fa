def unit(x):
    """Rows of length one, or a little less."""
    return x / (x.square().sum(-1, keepdim=True) + 1e-6).sqrt()
#: if convolution


class Convolution(nn.Module):
    """A convolution over the present step and those just before it, each channel by itself."""

    def __init__(self, width, taps):
        super().__init__()
        self.kernel = nn.Parameter(torch.empty(taps, width).uniform_(-(taps**-0.5), taps**-0.5))

    def forward(self, x):  # [B, T, E] -> [B, T, E]
        taps, steps = len(self.kernel), x.shape[1]
        x = F.pad(x, (0, 0, taps - 1, 0))
        return sum(self.kernel[tap] * x[:, tap:tap + steps] for tap in range(taps))
#: end


class FastWeights(nn.Module):
    """A matrix of each head that every step writes, {{rule}}, and reads."""

    def __init__(self, width, heads{{taps}}):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
#: if convolution
        self.query_convolution, self.key_convolution, self.value_convolution = (Convolution(width, taps) for _ in range(3))
#: end
        self.strength = nn.Linear(width, heads)
#: if decays
        self.decay = nn.Linear(width, heads)
#: end
        self.norm = nn.GroupNorm(heads, width)
#: if output-gate
        self.gate = nn.Linear(width, width)
#: end
        self.output = nn.Linear(width, width)

    def forward(self, x):  # [B, T, E] -> [B, T, E]
        queries, keys, values = self.query(x), self.key(x), self.value(x)
#: if convolution
        queries, keys, values = self.query_convolution(queries), self.key_convolution(keys), self.value_convolution(values)
#: end
#: if silu
        queries, keys, values = F.silu(queries), F.silu(keys), F.silu(values)
#: end
        queries, keys, values = (y.unflatten(2, (self.heads, -1)) for y in (queries, keys, values))
        queries, keys = unit(queries), unit(keys)
        strengths = {{strength}}torch.sigmoid(self.strength(x))
#: if decays
        decays = torch.sigmoid(self.decay(x))
#: end
        memory = x.new_zeros(x.shape[0], self.heads, keys.shape[3], values.shape[3])
        reads = []
        for t in range(x.shape[1]):
            value = values[:, t]
#: if decays
            memory = decays[:, t, :, None, None] * memory
#: end
#: if erases
            value = value - torch.einsum("bhk,bhkv->bhv", keys[:, t], memory)
#: end
            memory = memory + torch.einsum("bhk,bhv->bhkv", keys[:, t], strengths[:, t, :, None] * value)
            reads.append(torch.einsum("bhk,bhkv->bhv", queries[:, t], memory).flatten(1))
        y = self.norm(torch.cat(reads)).unflatten(0, (len(reads), -1)).transpose(0, 1)
#: if output-gate
        y = y * F.silu(self.gate(x))
#: end
        return self.output(y)


class Layer(nn.Module):
    """A layer: fast weights{{and_network}}."""

    def __init__(self, width, heads{{hidden}}{{taps}}{{dropout}}):
        super().__init__()
        self.mixer = FastWeights(width, heads{{taps}})
        self.norm1 = nn.LayerNorm(width)
#: if network
        self.linear1, self.linear2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
#: if gated
        self.gate = nn.Linear(width, hidden)
#: end
        self.norm2 = nn.LayerNorm(width)
#: end
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x):  # [B, T, E] -> [B, T, E]
        x = x + {{drop}}self.mixer(self.norm1(x)){{end}}
#: if network
        y = self.norm2(x)
#: if gated
        y = self.linear1(y) * F.{{activation}}(self.gate(y))
#: else
        y = F.{{activation}}(self.linear1(y))
#: end
        x = x + {{drop}}self.linear2(y){{end}}
#: end
        return x


class FastWeightNetwork(nn.Module):
    """Layers of fast weights (Schlag, Irie and Schmidhuber 2021, arXiv 2102.11174; Yang et al. 2024, arXiv 2406.06484)."""

    def __init__(self, inputs, outputs, width, heads, layers{{hidden}}{{taps}}{{places}}{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.input = nn.Linear(inputs, width)
#: if learned-positions
        self.positions = nn.Embedding(places, width)
#: end
        self.layers = nn.ModuleList(Layer(width, heads{{hidden}}{{taps}}{{dropout}}) for _ in range(layers))
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
        x = self.input(inputs)
#: if learned-positions
        x = x + self.positions.weight[:x.shape[1]]
#: elif sinusoidal
        x = x + sinusoids(*x.shape[1:]).to(x)
#: end
#: if dropout
        x = self.dropout(x)
#: end
        for layer in self.layers:
            x = layer(x)
        return self.output(self.norm(x))
