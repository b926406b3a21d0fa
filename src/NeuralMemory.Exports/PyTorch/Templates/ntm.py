class State(NamedTuple):
    """What a step leaves to the next one."""

    controller: object  # the states of the controller's layers
    memory: torch.Tensor  # M [B, N, W]
    weights: torch.Tensor  # w [B, H, N], those of the read heads first
    reads: torch.Tensor  # r [B, R, W]


class NeuralTuringMachine(nn.Module):
    """Neural Turing Machine (Graves, Wayne and Danihelka 2014, arXiv 1410.5401); the equations are theirs."""

    def __init__(self, inputs, outputs, controller, slots, width, read_heads, write_heads, shift{{value}}{{stored}}{{symbols}}):
        super().__init__()
        heads = read_heads + write_heads
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.slots, self.width, self.read_heads, self.shift = slots, width, read_heads, shift
        # What the controller tells each head: key, strength, gate, shifts, sharpening; if it writes, erase and add.
        self.counts = [heads, heads, heads, heads, heads, write_heads, write_heads]
        numbers = [width, 1, 1, 2 * shift + 1, 1, width, width]
        self.sizes = [count * size for count, size in zip(self.counts, numbers)]
        self.controller = Layers(inputs + read_heads * width, **controller)
#: if stored
        # Whose each number is: of all heads, but that what is erased and added is of those that write.
        firsts = [0, 0, 0, 0, 0, read_heads, read_heads]
        signals = list(zip(firsts, self.counts, numbers))
        self.interface = Programs(self.controller.width, signals, programs, program_key)
#: else
        self.interface = nn.Linear(self.controller.width, sum(self.sizes))
#: end
        self.output = nn.Linear(self.controller.width + read_heads * width, outputs)
        self.initial_weights = nn.Parameter(torch.zeros(heads, slots))
        self.initial_reads = nn.Parameter(torch.zeros(read_heads, width))
#: if memory-learned
        self.initial_memory = nn.Parameter(torch.zeros(slots, width))
#: elif memory-random
        self.register_buffer("initial_memory", torch.zeros(slots, width))
#: else
        self.value = value
#: end

    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
        state, logits = self.start(len(inputs)), []
        for x in inputs.unbind(1):
            y, state = self.step(x, state)
            logits.append(y)
        return torch.stack(logits, dim=1)

    def start(self, batch):
        """What stands before the first step."""
#: if memory-learned or memory-random
        memory = self.initial_memory.expand(batch, -1, -1)
#: else
        memory = self.output.weight.new_full((batch, self.slots, self.width), self.value)
#: end
        weights = self.initial_weights.softmax(dim=1).expand(batch, -1, -1)
        reads = self.initial_reads.tanh().expand(batch, -1, -1)
        return State(self.controller.start(batch), memory, weights, reads)

    def step(self, x, state):
        """One step, x [B, I]: the logits [B, O], and what it leaves."""
#: if symbols
        x = self.embedding(x)
#: end
        seen = torch.cat([x, state.reads.flatten(1)], dim=1)
        hidden, controller = self.controller.step(seen, state.controller)
        signals = self.interface(hidden).split(self.sizes, dim=1)
        k, beta, g, s, gamma, e, a = (signal.unflatten(1, (n, -1)) for signal, n in zip(signals, self.counts))
        w = self.address(state, k, F.softplus(beta).clamp(max=1e4), g.sigmoid(), s.softmax(dim=2),
                         1 + F.softplus(gamma).clamp(max=1e4))
        reading, writing = w[:, :self.read_heads], w[:, self.read_heads:]
#: if write-first
        memory = self.write(state.memory, writing, e.sigmoid(), a)
        reads = reading @ memory  # eq. 2, of the memory after the writes
#: else
        reads = reading @ state.memory  # eq. 2, of the memory before the writes
        memory = self.write(state.memory, writing, e.sigmoid(), a)
#: end
        logits = self.output(torch.cat([hidden, reads.flatten(1)], dim=1))
        return logits, State(controller, memory, w, reads)

    def address(self, state, k, beta, g, s, gamma):
        """Where the heads are, w [B, H, N]; k [B, H, W], s [B, H, 2 S + 1], the others [B, H, 1]."""
        memory = state.memory
        norms = (k.square().sum(2, keepdim=True) + 1e-6) * (memory.square().sum(2).unsqueeze(1) + 1e-6)
        content = (beta * (k @ memory.transpose(1, 2)) / norms.sqrt()).softmax(dim=2)  # eqs. 5 and 6
        gated = g * content + (1 - g) * state.weights  # eq. 7
        offsets = range(-self.shift, self.shift + 1)
        moved = sum(gated.roll(j, dims=2) * s[:, :, i, None] for i, j in enumerate(offsets))  # eq. 8
        return (gamma * (moved + 1e-37).log()).softmax(dim=2)  # eq. 9, by logarithms

    @staticmethod
    def write(memory, w, e, a):
        """The memory after all heads have erased (eq. 3), and then added (eq. 4); w [B, V, N], e and a [B, V, W]."""
        kept = (1 - w.unsqueeze(3) * e.unsqueeze(2)).prod(dim=1)  # [B, N, W]
        return memory * kept + w.transpose(1, 2) @ a
