#: if blocks
class Blocks(nn.Module):
    """A linear layer in blocks that do not see one another."""

    def __init__(self, width, block, bias=False):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width // block, block, block).uniform_(-(block**-0.5), block**-0.5))
        self.bias = nn.Parameter(torch.zeros(width)) if bias else None

    def forward(self, x):  # [B, T, E] -> [B, T, E]
        y = torch.einsum("btni,nio->btno", x.unflatten(2, self.weight.shape[:2]), self.weight).flatten(2)
        return y if self.bias is None else y + self.bias


#: end
def normalized(norm, x):
    """Each head of each step by itself: [B, T, E] -> [B, T, E]."""
    return norm(x.flatten(0, 1)).view_as(x)


#: if matrices
class MatrixLayer(nn.Module):
    """The block around a matrix memory: mLSTM (figure 11)."""

    def __init__(self, width, heads, expansion{{block}}{{taps}}{{dropout}}):
        super().__init__()
        self.heads, inner = heads, expansion * width
        self.norm = nn.LayerNorm(width)
        self.up, self.gate = nn.Linear(width, inner, bias=False), nn.Linear(width, inner, bias=False)
#: if convolution
        self.convolution = Convolution(inner, taps)
#: end
#: if block
        self.query, self.key, self.value = (Blocks(inner, block) for _ in range(3))
#: else
        self.query, self.key, self.value = (nn.Linear(inner, inner, bias=False) for _ in range(3))
#: end
        self.gates = nn.Linear(3 * inner, 2 * heads)
        self.head_norm = nn.GroupNorm(heads, inner)
        self.skip = nn.Parameter(torch.ones(inner))
        self.down = nn.Linear(inner, width, bias=False)
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x):  # [B, T, E] -> [B, T, E]
        y = self.norm(x)
        raised = self.up(y)
        seen = F.silu({{convolved_raised}})
        queries, keys, values = self.query(seen), self.key(seen), self.value(raised)
        reads = self.scan(queries, keys, values, self.gates(torch.cat((queries, keys, values), 2)))
        y = self.down((normalized(self.head_norm, reads) + self.skip * seen) * F.silu(self.gate(y)))
        return x + {{drop}}y{{end}}

    def scan(self, queries, keys, values, gates):
        """What is read in each step: [B, T, E]."""
        queries, keys, values = (y.unflatten(2, (self.heads, -1)) for y in (queries, keys, values))
        keys = keys / keys.shape[3]**0.5
        inputs, forgets = gates.unflatten(2, (2, self.heads)).unbind(2)
        forgets = {{forget}}
        memory = keys.new_zeros(len(keys), self.heads, keys.shape[3], values.shape[3])
        normalizer, most, reads = memory[..., 0], memory[..., 0, 0], []
        for t in range(keys.shape[1]):
            kept = forgets[:, t] + most
            most = torch.maximum(kept, inputs[:, t])
            f, i = torch.exp(kept - most)[..., None], torch.exp(inputs[:, t] - most)[..., None]
            memory = f[..., None] * memory + torch.einsum("bhk,bhv->bhkv", i * keys[:, t], values[:, t])
            normalizer = f * normalizer + i * keys[:, t]
            overlap = (normalizer * queries[:, t]).sum(2).abs()
            divisor = torch.maximum(overlap, torch.exp(-most)).clamp_min(1e-6)
            reads.append((torch.einsum("bhk,bhkv->bhv", queries[:, t], memory) / divisor[..., None]).flatten(1))
        return torch.stack(reads, 1)


#: end
#: if scalars
class ScalarLayer(nn.Module):
    """The block around a scalar memory: sLSTM (figure 10)."""

    def __init__(self, width, heads, hidden{{taps}}{{dropout}}):
        super().__init__()
        self.heads, own = heads, width // heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
#: if convolution
        self.convolution = Convolution(width, taps)
#: end
        self.input, self.forget = Blocks(width, own), Blocks(width, own, bias=True)
        self.cell, self.output = Blocks(width, own, bias=True), Blocks(width, own, bias=True)
#: if recurrent
        self.recurrent = nn.Parameter(torch.zeros(heads, own, 4 * own))
#: end
        self.head_norm = nn.GroupNorm(heads, width)
        self.linear1, self.gate = nn.Linear(width, hidden), nn.Linear(width, hidden)
        self.linear2 = nn.Linear(hidden, width)
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, x):  # [B, T, E] -> [B, T, E]
        y = self.norm1(x)
        seen = {{convolved_normal}}
        gates = torch.stack((self.input(seen), self.forget(seen), self.cell(y), self.output(y)), 2)
        y = normalized(self.head_norm, self.scan(gates))
        x = x + {{drop}}y{{end}}
        y = self.norm2(x)
        y = self.linear2(self.linear1(y) * F.gelu(self.gate(y)))
        return x + {{drop}}y{{end}}

    def scan(self, gates):
        """The hidden states [B, T, E] of pre-activations [B, T, 4, E]."""
        hidden = cell = normalizer = torch.zeros_like(gates[:, 0, 0])
        most, states = torch.full_like(hidden, -1e30), []
        for t in range(gates.shape[1]):
            now = gates[:, t]
#: if recurrent
            added = torch.einsum("bhd,hdo->bho", hidden.unflatten(1, (self.heads, -1)), self.recurrent)
            now = now + added.unflatten(2, (4, -1)).transpose(1, 2).flatten(2)
#: end
            inputs, forgets, z, o = now.unbind(1)
            kept = {{forget}} + most
            most = torch.maximum(kept, inputs)
            f, i = torch.exp(kept - most), torch.exp(inputs - most)
            cell, normalizer = f * cell + i * torch.tanh(z), f * normalizer + i
            hidden = torch.sigmoid(o) * cell / normalizer
            states.append(hidden)
        return torch.stack(states, 1)


#: end
class Xlstm(nn.Module):
    """Extended long short-term memory (Beck et al. 2024, arXiv 2405.04517)."""

    def __init__(self, inputs, outputs, width, heads, memories{{expansion}}{{block}}{{hidden}}{{taps}}{{places}}{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.input = nn.Linear(inputs, width)
#: if learned-positions
        self.positions = nn.Embedding(places, width)
#: end
#: if matrices and scalars
        self.layers = nn.ModuleList(
            MatrixLayer(width, heads, expansion{{block}}{{taps}}{{dropout}}) if memory == "matrix"
            else ScalarLayer(width, heads, hidden{{taps}}{{dropout}})
            for memory in memories)
#: elif matrices
        self.layers = nn.ModuleList(MatrixLayer(width, heads, expansion{{block}}{{taps}}{{dropout}}) for _ in memories)
#: else
        self.layers = nn.ModuleList(ScalarLayer(width, heads, hidden{{taps}}{{dropout}}) for _ in memories)
#: end
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
