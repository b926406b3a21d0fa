class RecurrentNetwork(nn.Module):
    """{{words}}"""

    def __init__(self, inputs, outputs, controller{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        self.controller = Layers(inputs, **controller)
#: if bidirectional
        self.backward_controller = Layers(inputs, **controller)
        self.output = nn.Linear(2 * self.controller.width, outputs)
#: else
        self.output = nn.Linear(self.controller.width, outputs)
#: end
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

#: if bidirectional
    def forward(self, inputs, lengths=None):
        """The logits [B, T, O] of inputs [B, T, I]; lengths [B] where some sequences are shorter."""
#: if symbols
        inputs = self.embedding(inputs)
#: end
        forward, _ = self.controller(inputs, self.controller.start(len(inputs)))
        backward, _ = self.backward_controller(reverse(inputs, lengths), self.backward_controller.start(len(inputs)))
        outputs = torch.cat([forward, reverse(backward, lengths)], dim=2)
#: else
    def forward(self, inputs):
        """The logits [B, T, O] of inputs [B, T, I]."""
#: if symbols
        inputs = self.embedding(inputs)
#: end
        outputs, _ = self.controller(inputs, self.start(len(inputs)))
#: end
#: if dropout
        return self.output(self.dropout(outputs))
#: else
        return self.output(outputs)
#: end
#: if not bidirectional

    def start(self, batch):
        """What is remembered before the first step."""
        return self.controller.start(batch)

    def step(self, x, state):
        """One step, x [B, I]: the logits [B, O], and what is remembered."""
#: if symbols
        x = self.embedding(x)
#: end
        output, state = self.controller.step(x, state)
#: if dropout
        return self.output(self.dropout(output)), state
#: else
        return self.output(output), state
#: end
#: end
