#!/usr/bin/env python3
"""Writes golden.json: states of PyTorch's own modules, inputs, and what they answer. Run it again only to change what is in it.

Each case has a module as somebody would write it: one nn.LSTM or nn.GRU, and one nn.Linear, by names of its own.
"""
import json
import pathlib

import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self, kind, inputs, units, outputs, names, **options):
        super().__init__()
        self.names = names
        setattr(self, names[0], kind(inputs, units, batch_first=True, **options))
        setattr(self, names[1], nn.Linear(units * (2 if options.get("bidirectional") else 1), outputs))

    def forward(self, x):
        layers, linear = (getattr(self, name) for name in self.names)
        return linear(layers(x)[0])


def case(machine, module, inputs, prefix=""):
    with torch.no_grad():
        outputs = module(inputs)
    state = {prefix + name: {"shape": list(array.shape), "data": array.flatten().tolist()} for name, array in module.state_dict().items()}
    return {"machine": machine, "state": state, "inputs": inputs.tolist(), "outputs": outputs.tolist()}


torch.manual_seed(13)
inputs = torch.randn(2, 5, 4)
cases = {
    "lstm": case("{ kind: lstm, units: 5, layers: 2 }", Tagger(nn.LSTM, 4, 5, 3, ("lstm", "head"), num_layers=2), inputs),
    "gru": case("{ kind: gru, units: 5, layers: 2 }", Tagger(nn.GRU, 4, 5, 3, ("rnn", "to_logits"), num_layers=2), inputs, "module."),
    "lstm both ways": case("{ kind: lstm, units: 4, bidirectional: true }",
                           Tagger(nn.LSTM, 4, 4, 3, ("encoder", "fc"), bidirectional=True), inputs),
    "gru both ways": case("{ kind: gru, units: 4, bidirectional: true }",
                          Tagger(nn.GRU, 4, 4, 3, ("gru", "decoder"), bidirectional=True), inputs, "model."),
    "lstm without biases": case("{ kind: lstm, units: 4 }", Tagger(nn.LSTM, 4, 4, 3, ("a", "b"), bias=False), inputs),
}
text = json.dumps({"torch": torch.__version__, "cases": cases}, indent=None, separators=(",", ":"))
pathlib.Path(__file__).with_name("golden.json").write_text(text.replace('"state":', '\n"state":').replace('},"', '},\n"') + "\n")
