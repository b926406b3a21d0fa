class Programs(nn.Module):
    """What heads are told, each by its mixture of stored programs (Le, Tran and Venkatesh 2020, arXiv 1906.08862)."""

    def __init__(self, inputs, signals, count, key):
        """signals: (the first head of each, how many heads, the numbers of each head)"""
        super().__init__()
        heads = [first + i for first, many, size in signals for i in range(many) for _ in range(size)]
        self.register_buffer("head_of", torch.tensor(heads), persistent=False)  # [O] the head of each number
        self.keys = nn.Parameter(torch.zeros(max(heads) + 1, count, key))
        self.query = nn.Linear(inputs, len(self.keys) * (key + 1))
        self.programs = nn.Linear(inputs, count * len(heads))

    def forward(self, hidden):
        """The numbers [B, O] of what the controller puts out, [B, C]."""
        heads, count, key = self.keys.shape
        query, strength = self.query(hidden).split([heads * key, heads], dim=1)
        query, strength = query.unflatten(1, (heads, 1, key)), F.softplus(strength).clamp(max=1e4)
        norms = (query.square().sum(3) + 1e-6) * (self.keys.square().sum(2) + 1e-6)
        cosines = (query * self.keys).sum(3) / norms.sqrt()
        weights = (strength.unsqueeze(2) * cosines).softmax(dim=2)  # eq. 3, [B, H, P]
        said = self.programs(hidden).unflatten(1, (count, -1))  # what each program says, [B, P, O]
        return (said * weights[:, self.head_of].transpose(1, 2)).sum(dim=1)  # eqs. 4 and 5
