class Attention(nn.MultiheadAttention):
    """{{attention}}.

    The names and layouts of its weights are PyTorch's.
    """

    def __init__(self, width, heads{{attention_options}}):
        super().__init__(width, heads{{source_width}})
#: if updates
        self.updates, self.beta = updates, beta or 1 / math.sqrt(width // heads)
#: end
#: if placed
        self.placed = placed
#: end

    def forward(self, x, source, sees):
        """What rows x [B, T, E] read of rows source [B, S, *], of those that each sees, [B or 1, 1, T or 1, S]."""
#: if other-width
        if self.in_proj_weight is None:  # the source has another width
            matrices = self.q_proj_weight, self.k_proj_weight, self.v_proj_weight
        else:
            matrices = self.in_proj_weight.chunk(3)
#: else
        matrices = self.in_proj_weight.chunk(3)
#: end
        rows = (x, source, source)
        q, k, v = (self.split(F.linear(*part)) for part in zip(rows, matrices, self.in_proj_bias.chunk(3)))
#: if rotary
#: if placed
        if self.placed:
            q, k = rotate(q), rotate(k)
#: else
        q, k = rotate(q), rotate(k)
#: end
#: end
#: if updates
        for _ in range(self.updates - 1):  # the state goes to patterns like it (eq. 3)
            q = weigh(self.scores(q, k), sees) @ k
        read = weigh(self.scores(q, k), sees) @ v
#: else
        scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[3])
#: if alibi
#: if placed
        if self.placed:
            scores = scores - distances(self.num_heads, x.shape[1]).to(x)
#: else
        scores = scores - distances(self.num_heads, x.shape[1]).to(x)
#: end
#: end
        read = weigh(scores, sees) @ v
#: end
        return self.out_proj(read.transpose(1, 2).flatten(2))

#: if updates
    def scores(self, q, k):
#: if alibi
        return self.beta * (q @ k.transpose(2, 3)) - distances(self.num_heads, q.shape[2]).to(q)
#: else
        return self.beta * (q @ k.transpose(2, 3))
#: end

#: end
    def split(self, x):
        """[B, T, E] -> [B, heads, T, D]: the heads lie side by side."""
        return x.unflatten(2, (self.num_heads, -1)).transpose(1, 2)
