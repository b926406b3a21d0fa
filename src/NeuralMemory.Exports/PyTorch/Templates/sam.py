#: if links
def largest(numbers, count):
    """The numbers of largest size of the last axis, of equals the first ones, among zeros."""
    order = numbers.abs().sort(dim=-1, descending=True, stable=True).indices[..., :count]
    return torch.zeros_like(numbers).scatter(-1, order, numbers.gather(-1, order))


class State(NamedTuple):
    """What a step leaves to the next one; all but the controller's states and the times is zeros before the first."""
#: else
class State(NamedTuple):
    """What a step leaves to the next one; memory, weighting and reads are zeros before the first."""
#: end

    controller: object  # the states of the controller's layers
    memory: torch.Tensor  # M [B, N, W]
    last: torch.Tensor  # [B, N] when each slot was last used: 0 in the step before, -1 in the one before that
    reading: torch.Tensor  # w^R [B, H, N], where the heads read
    reads: torch.Tensor  # r [B, H, W]
#: if links
    links: torch.Tensor  # L [B, H, N, N], how much a slot was written right after another
    precedence: torch.Tensor  # p [B, H, N], how much each was the last one written
#: end


#: if links
class SparseDifferentiableNeuralComputer(nn.Module):
    """Sparse DNC (Rae et al. 2016, arXiv 1610.09027, appendix D), here computed with all slots."""
#: else
class SparseAccessMemory(nn.Module):
    """Sparse access memory (Rae et al. 2016, arXiv 1610.09027, section 3), here computed with all slots."""
#: end

    def __init__(self, inputs, outputs, controller, slots, width, heads, top, threshold{{entries}}{{symbols}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.slots, self.width, self.heads, self.top, self.threshold = slots, width, heads, top, threshold
#: if links
        self.entries = entries
        # What the controller tells each head: a word, write gate, gate to where it read; key, strength, read modes.
        self.sizes = [heads * size for size in (width, 1, 1, width, 1, 3)]
#: else
        # What the controller tells each head: a word, write gate, gate to where it read; a key, its strength.
        self.sizes = [heads * size for size in (width, 1, 1, width, 1)]
#: end
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
#: if links
        return State(self.controller.start(batch), zeros(n, w), never, zeros(h, n), zeros(h, w),
                     zeros(h, n, n), zeros(h, n))
#: else
        return State(self.controller.start(batch), zeros(n, w), never, zeros(h, n), zeros(h, w))
#: end

    def step(self, x, state):
        """One step, x [B, I]: the logits [B, O], and what it leaves."""
#: if symbols
        x = self.embedding(x)
#: end
        seen = torch.cat([x, state.reads.flatten(1)], dim=1)
        hidden, controller = self.controller.step(seen, state.controller)
        signals = self.interface(hidden).split(self.sizes, dim=1)
#: if links
        a, alpha, gamma, k, beta, pi = (signal.unflatten(1, (self.heads, -1)) for signal in signals)
#: else
        a, alpha, gamma, k, beta = (signal.unflatten(1, (self.heads, -1)) for signal in signals)
#: end

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
#: if links
        links, precedence = self.link(state.links, state.precedence, writing)
        forward = largest((links @ state.reading.unsqueeze(3)).squeeze(3), self.top)
        backward = largest((links.transpose(2, 3) @ state.reading.unsqueeze(3)).squeeze(3), self.top)
        back, found, on = pi.softmax(dim=2).split(1, dim=2)
        reading = back * backward + found * reading + on * forward  # w^R [B, H, N]
#: end
        reads = reading @ memory

        used = (reading + writing).sum(dim=1) > self.threshold
        last = (state.last - 1).masked_fill(used, 0)
        logits = self.output(torch.cat([hidden, reads.flatten(1)], dim=1))
#: if links
        return logits, State(controller, memory, last, reading, reads, links, precedence)

    def link(self, links, precedence, writing):
        """Which slot was written after which, L [B, H, N, N], and what was written last, p [B, H, N]: the largest."""
        to, since = writing.unsqueeze(3), writing.unsqueeze(2)
        links = (1 - to - since) * links + to * precedence.unsqueeze(2)
        links = links * (1 - torch.eye(self.slots, dtype=links.dtype, device=links.device))
        rows, columns = largest(links, self.entries), largest(links.transpose(2, 3), self.entries).transpose(2, 3)
        links = torch.where((rows != 0) & (columns != 0), links, torch.zeros_like(links))
        return links, largest((1 - writing.sum(dim=2, keepdim=True)) * precedence + writing, self.entries)
#: else
        return logits, State(controller, memory, last, reading, reads)
#: end
