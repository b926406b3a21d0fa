#: if attention
class Attention(nn.Module):
    """Where the decoder looks in the source: {{scored}}."""

    def __init__(self, annotation, units{{window_option}}):
        super().__init__()
#: if not dot
        self.key = nn.Linear(annotation, units)
#: end
#: if additive
        self.query = nn.Linear(units, units)
        self.direction = nn.Parameter(torch.zeros(units))
#: end
#: if cosine
        self.strength = nn.Linear(units, 1)
#: end
#: if window
        self.window = window
        self.aim, self.place = nn.Linear(units, units), nn.Linear(units, 1)
#: end

    def keys(self, annotations):
#: if dot
        return annotations
#: else
        return self.key(annotations)
#: end

    def forward(self, t, keys, sees):
        """Weights [B, S] for the decoder's t [B, C] over keys [B, S, C]; sees [B, S] tells which are there."""
#: if additive
        scores = torch.tanh(self.query(t).unsqueeze(1) + keys) @ self.direction
#: elif cosine
        norms = (t.square().sum(1, keepdim=True) + 1e-6) * (keys.square().sum(2) + 1e-6)
        strength = F.softplus(self.strength(t)).clamp(max=1e4)
        scores = strength * (keys @ t.unsqueeze(2)).squeeze(2) / norms.sqrt()
#: else
        scores = (keys @ t.unsqueeze(2)).squeeze(2)
#: end
#: if window
        # Local attention with predicted places (Luong et al. 2015, eqs. 9 and 10).
        places = torch.arange(keys.shape[1], device=keys.device)
        centre = sees.sum(dim=1, keepdim=True) * self.place(self.aim(t).tanh()).sigmoid()
        near = (places - centre).abs() <= self.window
        return weigh(scores, sees & near) * torch.exp(-2 * (places - centre) ** 2 / self.window ** 2)
#: else
        return weigh(scores, sees)
#: end


#: end
class State(NamedTuple):
    """What a step of the decoder leaves to the next one, and what the encoder has read."""

    controller: object  # the states of the decoder's layers
#: if before
    hidden: torch.Tensor  # t [B, C]
#: end
#: if fed
    fed: torch.Tensor  # q [B, C]
#: end
#: if attention
    annotations: torch.Tensor  # [B, S, A]
    keys: torch.Tensor  # [B, S, C]
    sees: torch.Tensor  # [B, S], which of them are there
#: end


class EncoderDecoder(nn.Module):
    """{{paper}}"""

    def __init__(self, inputs, outputs, controller{{window_option}}{{symbols}}{{dropout}}):
        super().__init__()
#: if symbols
        self.embedding = Symbols(**symbols)
        inputs += self.embedding.more
#: end
        units, layers = controller["units"], controller["layers"]
        self.encoder = Layers(inputs, **controller)
#: if bidirectional
        self.encoder_backward = Layers(inputs, **controller)
        annotation = 2 * units
#: else
        annotation = units
#: end
        self.bridge_hidden = nn.ModuleList(nn.Linear(annotation, units) for _ in range(layers))
#: if cells
        self.bridge_cell = nn.ModuleList(nn.Linear(annotation, units) for _ in range(layers))
#: end
#: if attention
        self.attention = Attention(annotation, units{{window_option}})
#: end
#: if before
        self.decoder = Layers(inputs + annotation, **controller)
        self.output = nn.Linear(units + annotation, outputs)
#: else
        self.decoder = Layers({{decoder_inputs}}, **controller)
        self.output = nn.Linear(units, outputs)
#: end
#: if after
        self.combine = nn.Linear(annotation + units, units)
#: end
#: if dropout
        self.dropout = nn.Dropout(dropout)
#: end

    def forward(self, inputs, source=None, source_lengths=None):
        """The logits [B, T, O] of inputs [B, T, I].

        The encoder reads a source [B, S, I], or the inputs where it is None; source_lengths [B] where some are shorter.
        """
        state, logits = self.start(inputs if source is None else source, source_lengths), []
        for x in inputs.unbind(1):
            y, state = self.step(x, state)
            logits.append(y)
        return torch.stack(logits, dim=1)

    def start(self, source, lengths=None):
        """Reads a source [B, S, I], and says how the decoder begins."""
#: if symbols
        source = self.embedding(source)
#: end
        batch, steps = source.shape[:2]
        lengths = torch.full((batch,), steps) if lengths is None else lengths.long()
        lengths = lengths.to(source.device)
        annotations, _ = self.encoder(source, self.encoder.start(batch))
        end = annotations[torch.arange(batch, device=source.device), lengths - 1]
#: if bidirectional
        backward, _ = self.encoder_backward(reverse(source, lengths), self.encoder_backward.start(batch))
        backward = reverse(backward, lengths)
        annotations, end = torch.cat([annotations, backward], dim=2), torch.cat([end, backward[:, 0]], dim=1)
#: end
        hidden = [bridge(end).tanh() for bridge in self.bridge_hidden]
#: if cells
        cells = [bridge(end).tanh() for bridge in self.bridge_cell]
        controller = self.decoder.begin(hidden, cells)
#: else
        controller = self.decoder.begin(hidden)
#: end
#: if attention
        sees = torch.arange(steps, device=source.device) < lengths.unsqueeze(1)
#: end
        return State({{begins}})

    def step(self, x, state):
        """One step of the decoder, x [B, I]: the logits [B, O], and what it leaves."""
#: if symbols
        x = self.embedding(x)
#: end
#: if before
        context = self.look(state.hidden, state)
        t, controller = self.decoder.step(torch.cat([x, context], dim=1), state.controller)
        logits = self.output(torch.cat([{{dropped}}t{{closed}}, context], dim=1))
        return logits, state._replace(controller=controller, hidden=t)
#: elif after
#: if fed
        t, controller = self.decoder.step(torch.cat([x, state.fed], dim=1), state.controller)
#: else
        t, controller = self.decoder.step(x, state.controller)
#: end
        q = self.combine(torch.cat([self.look(t, state), t], dim=1)).tanh()
#: if fed
        return self.output({{dropped}}q{{closed}}), state._replace(controller=controller, fed=q)
#: else
        return self.output({{dropped}}q{{closed}}), state._replace(controller=controller)
#: end
#: else
        t, controller = self.decoder.step(x, state.controller)
        return self.output({{dropped}}t{{closed}}), state._replace(controller=controller)
#: end
#: if attention

    def look(self, t, state):
        """The annotations that are looked at, summed by their weights, [B, A]."""
        return (self.attention(t, state.keys, state.sees).unsqueeze(1) @ state.annotations).squeeze(1)
#: end
