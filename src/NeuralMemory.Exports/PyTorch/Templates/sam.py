class State(NamedTuple):
    """What a step leaves to the next one; memory, weighting and reads are zeros before the first."""

    controller: object  # the states of the controller's layers
    memory: torch.Tensor  # M [B, N, W]
    last: torch.Tensor  # [B, N] when each slot was last used: 0 in the step before, -1 in the one before that
    reading: torch.Tensor  # w^R [B, H, N], where the heads read
    reads: torch.Tensor  # r [B, H, W]


class SparseAccessMemory(nn.Module):
    """Sparse access memory (Rae et al. 2016, arXiv 1610.09027, section 3), here computed with all slots."""

    def __init__(self, inputs, outputs, controller, slots, width, heads, top, threshold{{symbols}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.slots, self.width, self.heads, self.top, self.threshold = slots, width, heads, top, threshold
        # What the controller tells each head: a word, write gate, gate to where it read; a key, its strength.
        self.sizes = [heads * size for size in (width, 1, 1, width, 1)]
        self.controller = Layers(inputs + heads * width, **controller)
        self.interface = nn.Linear(self.controller.width, sum(self.sizes))
        self.output = nn.Linear(self.controller.width + heads * width, outputs)

    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
        state, logits = self.start(len(inputs)), []
        for x in inputs.unbind(1):
            y, state = self.step(x, state)
            logits.append(y)
        return torch.stack(logits, dim=1)

    def start(self, batch):
        """What stands before the first step."""
        def zeros(*shape):
            return self.output.weight.new_zeros(batch, *shape)

        n, w, h = self.slots, self.width, self.heads
        # Slots that were never used are taken in their order.
        never = torch.arange(-n, 0, device=self.output.weight.device).expand(batch, n)
        return State(self.controller.start(batch), zeros(n, w), never, zeros(h, n), zeros(h, w))

    def step(self, x, state):
        """One step, x [B, I]: the logits [B, O], and what it leaves."""
#: if symbols
        x = self.embedding(x)
#: end
        seen = torch.cat([x, state.reads.flatten(1)], dim=1)
        hidden, controller = self.controller.step(seen, state.controller)
        signals = self.interface(hidden).split(self.sizes, dim=1)
        a, alpha, gamma, k, beta = (signal.unflatten(1, (self.heads, -1)) for signal in signals)

        # Writing, eq. 5: each head has the slot that was not used for the longest time, the next one the next.
        order = state.last.sort(dim=1, stable=True).indices
        order = order[:, [min(head, self.slots - 1) for head in range(self.heads)]]
        unused = F.one_hot(order, self.slots).to(a.dtype)  # I^U [B, H, N]
        writing = alpha.sigmoid() * (gamma.sigmoid() * state.reading + (1 - gamma.sigmoid()) * unused)  # w^W [B, H, N]
        memory = state.memory * (1 - unused.amax(dim=1)).unsqueeze(2) + writing.transpose(1, 2) @ a  # eq. 3

        # Reading, eq. 4: the slots that look most like the key.
        norms = (k.square().sum(2, keepdim=True) + 1e-6) * (memory.square().sum(2).unsqueeze(1) + 1e-6)
        similar = k @ memory.transpose(1, 2) / norms.sqrt()
        best = similar.sort(dim=2, descending=True, stable=True).indices[..., :self.top]
        weights = ((1 + F.softplus(beta).clamp(max=1e4)) * similar.gather(2, best)).softmax(dim=2)
        reading = torch.zeros_like(similar).scatter(2, best, weights)
        reads = reading @ memory

        used = (reading + writing).sum(dim=1) > self.threshold
        last = (state.last - 1).masked_fill(used, 0)
        logits = self.output(torch.cat([hidden, reads.flatten(1)], dim=1))
        return logits, State(controller, memory, last, reading, reads)
