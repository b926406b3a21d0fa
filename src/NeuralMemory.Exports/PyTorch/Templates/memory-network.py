class Hop(nn.Module):
    """A look at the slots so far (Sukhbaatar et al. 2015, 2.2): u = {{map}} + sum of softmax(u . m) c."""

    def __init__(self, width, heads{{dropout}}):
        super().__init__()
        self.heads = heads
        self.memory, self.content = nn.Linear(width, width), nn.Linear(width, width)
#: if mapped
        self.map = nn.Linear(width, width)
#: end
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, u, e, sees):
        """u [B, T, E], what a step has read so far; e [B, T, E], the embedded rows, of which slots are made."""
        q, m, c = (self.split(x) for x in (u, self.memory(e), self.content(e)))
#: if rotary
        q, m = rotate(q), rotate(m)
#: end
        scores = q @ m.transpose(2, 3)
#: if alibi
        scores = scores - distances(self.heads, u.shape[1]).to(u)
#: end
        read = (weigh(scores, sees) @ c).transpose(1, 2).flatten(2)
#: if mapped
        return self.map(u) + {{drop}}read{{end}}
#: else
        return u + {{drop}}read{{end}}
#: end

    def split(self, x):
        """[B, T, E] -> [B, heads, T, D]: the heads lie side by side."""
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)
