class State(NamedTuple):
    """What a step leaves to the next one."""

    controller: object  # the states of the controller's layers
    tapes: torch.Tensor  # m [B, P, N, W], the cell below the head first
    jump: torch.Tensor  # J [B, 1, 1, 1], how far jumps go


class TapeRNN(nn.Module):
    """Recurrent network with tapes (Deletang et al. 2023, arXiv 2207.02098, appendix A)."""

    def __init__(self, inputs, outputs, controller, slots, width, tapes, write_layers, write_units{{jump}}{{symbols}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.slots, self.width, self.tapes{{own}} = slots, width, tapes{{given}}
        self.controller = Layers(inputs + tapes * width, **controller)
        self.interface = nn.Linear(self.controller.width, tapes * 5)
        sizes = [self.controller.width] + write_layers * [write_units]
        self.write = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:] + [tapes * width]))
        self.output = nn.Linear(self.controller.width, outputs)

#: if jump
    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
        state, logits = self.start(len(inputs)), []
#: else
    def forward(self, inputs, input_lengths=None):
        """The logits [B, T, O] of inputs [B, T, I]; input_lengths [B] say after how many steps each input ends."""
        lengths = inputs.new_full((len(inputs),), inputs.shape[1]) if input_lengths is None else input_lengths
        state, logits = self.start(len(inputs), lengths), []
#: end
        for x in inputs.unbind(1):
            y, state = self.step(x, state)
            logits.append(y)
        return torch.stack(logits, dim=1)

#: if jump
    def start(self, batch):
        """What stands before the first step."""
        jump = self.output.weight.new_full((batch, 1, 1, 1), self.jump, dtype=torch.long)
#: else
    def start(self, batch, input_lengths):
        """What stands before the first step; input_lengths [B] say how far jumps go."""
        jump = torch.as_tensor(input_lengths, device=self.output.weight.device).long().view(-1, 1, 1, 1)
#: end
        empty = self.output.weight.new_zeros(batch, self.tapes, self.slots, self.width)
        return State(self.controller.start(batch), empty, jump)

    def step(self, x, state):
        """One step, x [B, I]: the logits [B, O], and what it leaves."""
#: if symbols
        x = self.embedding(x)
#: end
        seen = torch.cat([x, state.tapes[:, :, 0].flatten(1)], dim=1)
        hidden, controller = self.controller.step(seen, state.controller)
        actions = self.interface(hidden).unflatten(1, (self.tapes, 5)).softmax(dim=2)
        values = hidden
        for layer in self.write[:-1]:
            values = layer(values).relu()
        values = self.write[-1](values).unflatten(1, (self.tapes, 1, self.width))
        written = torch.cat([values, state.tapes[:, :, 1:]], dim=2)
        return self.output(hidden), State(controller, self.move(written, actions, state.jump), state.jump)

    @staticmethod
    def move(tapes, actions, jump):
        """The tapes after each action by its share [B, P, 5]; they go around in a circle."""
        stay, left, right, jump_left, jump_right = actions.unsqueeze(3).unsqueeze(4).unbind(2)
        places = torch.arange(tapes.shape[2], device=tapes.device).view(1, 1, -1, 1)

        def behind(far):
            return tapes.gather(2, ((places + far) % tapes.shape[2]).expand_as(tapes))

        moved = stay * tapes + left * tapes.roll(-1, dims=2) + right * tapes.roll(1, dims=2)
        return moved + jump_left * behind(jump) + jump_right * behind(-jump)
