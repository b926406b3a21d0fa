class Block(nn.Module):
    """Rows that look at others, or at themselves where source_width is None, and a network of each row."""

    def __init__(self, width, heads, hidden, source_width=None):
        super().__init__()
        self.attention = Attention(width, heads, source_width or width)
        self.linear1, self.linear2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.norm_source = None if source_width is None else nn.LayerNorm(source_width)

    def forward(self, x, source=None, sees=None):  # [B, K, E] -> [B, K, E]
        y = self.norm1(x)
        source = y if source is None else self.norm_source(source)
        sees = torch.ones(1, 1, 1, source.shape[1], dtype=torch.bool, device=x.device) if sees is None else sees
        x = x + self.attention(y, source, sees)
        return x + self.linear2(F.gelu(self.linear1(self.norm2(x))))


class Perceiver(nn.Module):
    """Perceiver (Jaegle et al. 2021, arXiv 2103.03206){{answers}}."""

    def __init__(self, inputs, outputs, latents, width, heads, hidden, looks, layers{{perceiver_options}}{{symbols}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.count = looks
#: if features
        self.bands, self.max_frequency = bands, max_frequency
        inputs += (2 * bands + 1) * {{feature_count}}
#: end
#: if coordinates
        self.coordinates = coordinates
#: end
#: if time
        self.places = places
#: end
        self.latents = nn.Parameter(torch.zeros(latents, width))
        distinct = min(looks, 2)  # all looks from the second on share their weights
        self.looks = nn.ModuleList(Block(width, heads, hidden, inputs) for _ in range(distinct))
        self.layers = nn.ModuleList(
            nn.ModuleList(Block(width, heads, hidden) for _ in range(layers)) for _ in range(distinct))
#: if queries
        self.query = nn.Linear(inputs, width)
        self.answer = Block(width, heads, hidden, width)
#: end
        self.norm = nn.LayerNorm(width)
        self.output = nn.Linear(width, outputs)

    def forward(self, inputs, lengths=None):
        """The logits [B, T, O] of inputs [B, T, I]; lengths [B] where some sequences are shorter."""
        sees, rows = None, self.rows(inputs)
        if lengths is not None:
            steps = torch.arange(inputs.shape[1], device=inputs.device)
            sees = (steps < lengths.to(inputs.device).unsqueeze(1)).view(len(inputs), 1, 1, -1)
        z = self.latents.expand(len(inputs), -1, -1)
        for look in range(self.count):
            z = self.looks[min(look, 1)](z, rows, sees)
            for layer in self.layers[min(look, 1)]:
                z = layer(z)
#: if queries
        return self.output(self.norm(self.answer(self.query(rows), z)))
#: else
        answer = self.output(self.norm(z.mean(dim=1)))
        return answer.unsqueeze(1).expand(-1, inputs.shape[1], -1)
#: end

    def rows(self, inputs):
        """What is seen of each step, [B, T, F]: its inputs{{and_features}}."""
#: if symbols
        x = self.embedding(inputs)
#: else
        x = inputs
#: end
        parts = [x]
#: if coordinates
        parts += [self.features(x[..., i]) for i in range(x.shape[2] - self.coordinates, x.shape[2])]
#: end
#: if time
        time = 2 * torch.arange(x.shape[1], dtype=torch.float64, device=x.device) / (self.places - 1) - 1
        parts.append(self.features(time).expand(len(x), -1, -1).to(x.dtype))
#: end
        return torch.cat(parts, dim=2)
#: if features

    def features(self, z):
        """Fourier features [..., 2 bands + 1] of numbers in [-1, 1] (section 3.2)."""
        frequencies = torch.linspace(1, self.max_frequency / 2, self.bands, dtype=torch.float64, device=z.device)
        angles = math.pi * frequencies * z.double().unsqueeze(-1)
        return torch.cat([angles.sin(), angles.cos(), z.double().unsqueeze(-1)], dim=-1).to(z.dtype)
#: end
