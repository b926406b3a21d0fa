class ProductKeys(nn.Module):
    """A table of values, of which each row looks up a few (Lample et al. 2019, arXiv 1907.05242, section 3)."""

    def __init__(self, width, keys, heads, top, size):
        super().__init__()
        self.query = nn.Linear(width, heads * size)
#: if normed
        self.norm = HeadNorm(heads, size)
#: end
        self.first = nn.Parameter(torch.zeros(heads, keys, size // 2))
        self.second = nn.Parameter(torch.zeros(heads, keys, size // 2))
        self.values = nn.Embedding(keys * keys, width)
        self.top = top

    def forward(self, x):  # [B, T, E] -> [B, T, E]
        heads, keys, _ = self.first.shape
#: if normed
        halves = self.norm(self.query(x)).unflatten(2, (heads, 2, -1))
#: else
        halves = self.query(x).unflatten(2, (heads, 2, -1))
#: end
        # The best of each half, and then of their sums.
        firsts, i = torch.einsum("bthd,hnd->bthn", halves[:, :, :, 0], self.first).topk(self.top)
        seconds, j = torch.einsum("bthd,hnd->bthn", halves[:, :, :, 1], self.second).topk(self.top)
        best, at = (firsts.unsqueeze(4) + seconds.unsqueeze(3)).flatten(3).topk(self.top)
        slots = (keys * i.unsqueeze(4) + j.unsqueeze(3)).flatten(3).gather(3, at)
        return torch.einsum("bthk,bthke->bte", best.softmax(dim=3), self.values(slots))
#: if normed


class HeadNorm(nn.Module):
    """Layer norm of each head's numbers by themselves."""

    def __init__(self, heads, size):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(heads * size)), nn.Parameter(torch.zeros(heads * size))
        self.heads = heads

    def forward(self, x):
        parts = x.unflatten(-1, (self.heads, -1))
        return F.layer_norm(parts, parts.shape[-1:]).flatten(-2) * self.weight + self.bias
#: end


class Layer(nn.Module):
    """Attention of the rows to themselves, and behind it a network or a memory."""

    def __init__(self, width, heads, hidden, memory{{dropout}}):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.memory = memory and ProductKeys(width, **memory)
        if not memory:
            self.linear1, self.linear2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x, sees):  # [B, T, E] -> [B, T, E]
        y = self.norm1(x)
        x = x + {{drop}}self.self_attn(y, y, sees){{end}}
        y = self.norm2(x)
        y = self.memory(y) if self.memory else self.linear2(F.gelu(self.linear1(y)))
        return x + {{drop}}y{{end}}


class ProductKeyNetwork(nn.Module):
    """A decoder of attention, with product-key memories in some layers."""

    def __init__(self, inputs, outputs, width, heads, hidden, layers, memory, every{{places}}{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.input = nn.Linear(inputs, width)
#: if learned-positions
        self.positions = nn.Embedding(places, width)
#: end
        memories = (memory if (i + 1) % every == 0 else None for i in range(layers))
        self.layers = nn.ModuleList(Layer(width, heads, hidden, each{{dropout}}) for each in memories)
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
