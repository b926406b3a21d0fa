#: if not none
def follow(links, weights):
    """Where links [B, V, N, N] lead from weights [B, R, N], forward and backward: [B, R, V, N] each."""
    forward = torch.einsum("bvij,brj->brvi", links, weights)
    backward = torch.einsum("bvij,bri->brvj", links, weights)
    return forward, backward
#: end
#: if sparse


def largest(numbers, count):
    """The numbers of largest size of the last axis, of equals the first ones, among zeros."""
    order = numbers.abs().sort(dim=-1, descending=True, stable=True).indices[..., :count]
    return torch.zeros_like(numbers).scatter(-1, order, numbers.gather(-1, order))
#: end


class State(NamedTuple):
    """What a step leaves to the next one; all but the controller's states is zeros before the first."""

    controller: object  # the states of the controller's layers
    memory: torch.Tensor  # M [B, N, W]
    usage: torch.Tensor  # u [B, N]
    writing: torch.Tensor  # w^w [B, V, N], where the write heads were
    reading: torch.Tensor  # w^r [B, R, N], where the read heads were
    reads: torch.Tensor  # r [B, R, W]
#: if not none
    links: torch.Tensor  # L [B, V, N, N]
    precedence: torch.Tensor  # p [B, V, N]
#: end


class DifferentiableNeuralComputer(nn.Module):
#: if variant
    """Differentiable Neural Computer (Graves et al. 2016, Nature 538), with {{variant}}."""
#: else
    """Differentiable Neural Computer (Graves et al. 2016, Nature 538); the equations are those of its Methods."""
#: end

    def __init__(self, inputs, outputs, controller, slots, width, read_heads, write_heads{{options}}{{stored}}{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.slots, self.width, self.read_heads, self.write_heads = slots, width, read_heads, write_heads
#: if masked
        self.mask_floor = mask_floor
#: end
#: if sparse
        self.entries = entries
#: end
#: if clip_all
        self.clip = clip
#: end
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end
        # What the controller tells the heads, of each how many vectors of how many numbers.
        self.signals = {
            "read_keys": (read_heads, width),
            "read_strengths": (read_heads, 1),
            "write_keys": (write_heads, width),
            "write_strengths": (write_heads, 1),
            "erase": (write_heads, width),
            "write_vectors": (write_heads, width),
            "free_gates": (read_heads, 1),
            "allocation_gates": (write_heads, 1),
            "write_gates": (write_heads, 1),
#: if not none
            "read_modes": (read_heads, 1 + 2 * write_heads),
#: end
#: if sharpen
            "forward_sharpness": (read_heads, write_heads),
            "backward_sharpness": (read_heads, write_heads),
#: end
#: if masked
            "read_masks": (read_heads, width),
            "write_masks": (write_heads, width),
#: end
        }
        told = sum(count * size for count, size in self.signals.values())
        self.controller = Layers(inputs + read_heads * width, **controller)
#: if stored
        # Whose each number is: the read heads come first.
        reads = ("read", "free", "forward", "backward")
        signals = [(0 if name.startswith(reads) else read_heads, *size) for name, size in self.signals.items()]
        self.interface = Programs(self.controller.width, signals, programs, program_key)
#: else
        self.interface = nn.Linear(self.controller.width, told)
#: end
#: if norm_interface
        self.interface_norm = nn.LayerNorm(told)
#: end
#: if bidirectional
        self.backward_controller = Layers(inputs, **controller)
        self.output = nn.Linear(2 * self.controller.width + read_heads * width, outputs)
#: else
        self.output = nn.Linear(self.controller.width + read_heads * width, outputs)
#: end

#: if bidirectional
    def forward(self, inputs, lengths=None):
        """The logits [B, T, O] of inputs [B, T, I]; lengths [B] where some sequences are shorter."""
#: if symbols
        inputs = self.embedding(inputs)
#: end
        backward, _ = self.backward_controller(reverse(inputs, lengths), self.backward_controller.start(len(inputs)))
        state, logits = self.start(len(inputs)), []
        for x, ahead in zip(inputs.unbind(1), reverse(backward, lengths).unbind(1)):
            y, state = self.step(x, state, ahead)
            logits.append(y)
        return torch.stack(logits, dim=1)
#: else
    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
        state, logits = self.start(len(inputs)), []
        for x in inputs.unbind(1):
            y, state = self.step(x, state)
            logits.append(y)
        return torch.stack(logits, dim=1)
#: end

    def start(self, batch):
        """What stands before the first step."""
        def zeros(*shape):
            return self.output.weight.new_zeros(batch, *shape)

        n, w, r, v = self.slots, self.width, self.read_heads, self.write_heads
#: if none
        return State(self.controller.start(batch), zeros(n, w), zeros(n), zeros(v, n), zeros(r, n), zeros(r, w))
#: else
        return State(self.controller.start(batch), zeros(n, w), zeros(n), zeros(v, n), zeros(r, n), zeros(r, w),
                     zeros(v, n, n), zeros(v, n))
#: end

#: if bidirectional
    def step(self, x, state, ahead):
        """One step, x [B, inputs], and what the backward controller says of it: the logits, and what it leaves."""
#: else
    def step(self, x, state):
        """One step, x [B, I]: the logits [B, O], and what it leaves."""
#: if symbols
        x = self.embedding(x)
#: end
#: end
        hidden, controller = self.controller.step(torch.cat([x, state.reads.flatten(1)], dim=1), state.controller)
        told = self.tell(hidden)

        # Writing: usage, allocation, write weighting, memory.
        free = told["free_gates"].sigmoid()  # f [B, R, 1]
        retention = (1 - free * state.reading).prod(dim=1)  # psi [B, N]
#: if usage_gradient
        written = 1 - (1 - state.writing).prod(dim=1)
#: else
        written = 1 - (1 - state.writing.detach()).prod(dim=1)  # no gradient, as in DeepMind's code
#: end
        usage = (state.usage + written - state.usage * written) * retention
        allocation_gates, write_gates = told["allocation_gates"].sigmoid(), told["write_gates"].sigmoid()
        allocation = self.allocate(usage, allocation_gates * write_gates)
        strengths = 1 + F.softplus(told["write_strengths"]).clamp(max=1e4)
        content = self.find(state.memory, told["write_keys"], strengths{{write_masks}})
        writing = write_gates * (allocation_gates * allocation + (1 - allocation_gates) * content)  # w^w [B, V, N]
        kept = (1 - writing.unsqueeze(3) * told["erase"].sigmoid().unsqueeze(2)).prod(dim=1)  # [B, N, W]
#: if deallocate
        memory = state.memory * retention.unsqueeze(2) * kept + writing.transpose(1, 2) @ told["write_vectors"]
#: else
        memory = state.memory * kept + writing.transpose(1, 2) @ told["write_vectors"]
#: end

        # Reading: links, read weighting, read vectors.
        strengths = 1 + F.softplus(told["read_strengths"]).clamp(max=1e4)
        content = self.find(memory, told["read_keys"], strengths{{read_masks}})
#: if none
        reading = content  # w^r [B, R, N]
        reads = reading @ memory
        state = State(controller, memory, usage, writing, reading, reads)
#: else
        links, precedence = self.link(state.links, state.precedence, writing)
        forward, backward = follow(links, state.reading)
#: if sharpen
        forward = self.sharpen(forward, told["forward_sharpness"])
        backward = self.sharpen(backward, told["backward_sharpness"])
#: end
        v, modes = self.write_heads, told["read_modes"].softmax(dim=2).unsqueeze(3)  # pi [B, R, 1 + 2 V, 1]
        led = (modes[:, :, :v] * backward).sum(2) + (modes[:, :, v + 1:] * forward).sum(2)
        reading = led + modes[:, :, v] * content  # w^r [B, R, N]
        reads = reading @ memory
        state = State(controller, memory, usage, writing, reading, reads, links, precedence)
#: end
#: if bidirectional
        seen = [{{dropped}}hidden{{closed}}, reads.flatten(1), {{dropped}}ahead{{closed}}]
#: else
        seen = [{{dropped}}hidden{{closed}}, reads.flatten(1)]
#: end
#: if clip_all
        return self.output(torch.cat(seen, dim=1)).clamp(-self.clip, self.clip), state
#: else
        return self.output(torch.cat(seen, dim=1)), state
#: end

    def tell(self, hidden):
        """What the controller tells the heads, before it is squashed, by name: [B, vectors, numbers]."""
        raw = self.interface(hidden)
#: if norm_interface
        raw = self.interface_norm(raw)
#: end
#: if clip_all
        raw = raw.clamp(-self.clip, self.clip)
#: end
        parts = raw.split([count * size for count, size in self.signals.values()], dim=1)
        return {name: part.unflatten(1, shape) for part, (name, shape) in zip(parts, self.signals.items())}

    def allocate(self, usage, taken):
        """Where each writer finds free slots, a [B, V, N]; each sees what those before it take of the usage."""
        allocations = []
        for writer in range(self.write_heads):
            ascending, order = usage.sort(dim=1, stable=True)  # the free list phi
            before = torch.cat([torch.ones_like(usage[:, :1]), ascending.cumprod(dim=1)[:, :-1]], dim=1)
            allocation = torch.zeros_like(usage).scatter(1, order, (1 - ascending) * before)
            allocations.append(allocation)
            usage = usage + (1 - usage) * taken[:, writer] * allocation
        return torch.stack(allocations, dim=1)

#: if masked
    def find(self, memory, keys, strengths, masks):
        """Slots by content, c [B, heads, N], compared through masks (Csordas and Schmidhuber 2019, 3.1)."""
        masks = self.mask_floor + (1 - self.mask_floor) * masks.sigmoid()
        keys = keys * masks
        norms = memory.square() @ masks.square().transpose(1, 2)  # [B, N, heads]
        norms = (keys.square().sum(2, keepdim=True) + 1e-6) * (norms.transpose(1, 2) + 1e-6)
        similar = (keys * masks) @ memory.transpose(1, 2) / norms.sqrt()
        return (strengths * similar).softmax(dim=2)
#: else
    def find(self, memory, keys, strengths):
        """Slots by content, c [B, heads, N]: a softmax over cosines."""
        norms = (keys.square().sum(2, keepdim=True) + 1e-6) * (memory.square().sum(2).unsqueeze(1) + 1e-6)
        return (strengths * (keys @ memory.transpose(1, 2)) / norms.sqrt()).softmax(dim=2)
#: end
#: if not none

    def link(self, links, precedence, writing):
        """Which slot was written after which, L [B, V, N, N], and what was written last, p [B, V, N]."""
#: if sparse
        writing, entries = largest(writing, self.entries), self.entries
        before = largest(precedence, entries)
#: else
        before = precedence
#: end
        to, since = writing.unsqueeze(3), writing.unsqueeze(2)
        links = (1 - to - since) * links + to * before.unsqueeze(2)
        links = links * (1 - torch.eye(self.slots, dtype=links.dtype, device=links.device))
#: if sparse
        links = largest(links, entries)
#: end
        return links, (1 - writing.sum(dim=2, keepdim=True)) * precedence + writing
#: end
#: if sharpen

    @staticmethod
    def sharpen(led, sharpness):
        """Where links lead, [B, R, V, N], sharpened (Csordas and Schmidhuber 2019, 3.3), by logarithms."""
        exponents = 1 + F.softplus(sharpness).clamp(max=1e4)
        return (exponents.unsqueeze(3) * (led.clamp(min=0) + 1e-6).log()).softmax(dim=3)
#: end
