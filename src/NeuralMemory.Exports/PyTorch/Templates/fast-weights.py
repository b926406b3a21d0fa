def unit(x):
    """Rows of length one, or a little less."""
    return x / (x.square().sum(-1, keepdim=True) + 1e-6).sqrt()


class FastWeights(nn.Module):
    """A matrix of each head, which every step reads and writes:
    {{rule}}."""

    def __init__(self, width, heads{{taps}}):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
#: if convolution
        self.query_convolution, self.key_convolution = Convolution(width, taps), Convolution(width, taps)
        self.value_convolution = Convolution(width, taps)
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
        queries, keys = self.query_convolution(queries), self.key_convolution(keys)
        values = self.value_convolution(values)
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
