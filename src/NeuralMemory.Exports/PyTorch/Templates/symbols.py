class Symbols(nn.ModuleList):
    """Puts a trained row of numbers in place of the number of a symbol; -1, no symbol, gives zeros."""

    def __init__(self, columns, counts, size):
        super().__init__(nn.Embedding(count, size) for count in counts)
        self.columns = columns  # of the inputs, ascending
        self.more = len(columns) * (size - 1)  # how many inputs the machine sees beyond I

    def forward(self, x):  # [..., I] -> [..., I + more]
        parts, begin = [], 0
        for column, table in zip(self.columns, self):
            number = x[..., column].long()
            parts += [x[..., begin:column], table(number.clamp(min=0)) * (number >= 0).unsqueeze(-1)]
            begin = column + 1
        return torch.cat([*parts, x[..., begin:]], dim=-1)
