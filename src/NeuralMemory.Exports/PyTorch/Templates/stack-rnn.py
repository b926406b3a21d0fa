class State(NamedTuple):
    """What a step leaves to the next one."""

    controller: object  # the states of the controller's layers
    stacks: torch.Tensor  # s [B, P, N, W], cell 0 on top


class StackRNN(nn.Module):
    """Recurrent network with stacks (Joulin and Mikolov 2015, arXiv 1503.01007); the equations are theirs."""

    def __init__(self, inputs, outputs, controller, slots, width, stacks, top{{symbols}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.slots, self.width, self.stacks, self.top = slots, width, stacks, top
        self.controller = Layers(inputs + top * stacks * width, **controller)
        self.interface = nn.Linear(self.controller.width, stacks * (3 + width))
        self.output = nn.Linear(self.controller.width, outputs)

    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
        state, logits = self.start(len(inputs)), []
        for x in inputs.unbind(1):
            y, state = self.step(x, state)
            logits.append(y)
        return torch.stack(logits, dim=1)

    def start(self, batch):
        """What stands before the first step: empty stacks."""
        empty = self.output.weight.new_zeros(batch, self.stacks, self.slots, self.width)
        return State(self.controller.start(batch), empty)

    def step(self, x, state):
        """One step, x [B, I]: the logits [B, O], and what it leaves."""
#: if symbols
        x = self.embedding(x)
#: end
        tops = state.stacks[:, :, :self.top].transpose(1, 2)  # the highest cells of all stacks, then those below them
        seen = torch.cat([x, tops.flatten(1)], dim=1)
        hidden, controller = self.controller.step(seen, state.controller)
        actions, values = self.interface(hidden).split([self.stacks * 3, self.stacks * self.width], dim=1)
        actions = actions.unflatten(1, (self.stacks, 3)).softmax(dim=2)
        values = values.unflatten(1, (self.stacks, self.width)){{squash}}
        return self.output(hidden), State(controller, self.move(state.stacks, actions, values))

    @staticmethod
    def move(stacks, actions, values):
        """The stacks after each action by its share [B, P, 3] (eqs. 3 and 4); values [B, P, W]."""
        push, pop, keep = actions.unsqueeze(3).unsqueeze(4).unbind(2)
        down = torch.cat([values.unsqueeze(2), stacks[:, :, :-1]], dim=2)
        up = F.pad(stacks[:, :, 1:], (0, 0, 0, 1))
        return push * down + pop * up + keep * stacks
