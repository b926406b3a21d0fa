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
