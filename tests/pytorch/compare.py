#!/usr/bin/env python3
"""Runs exported machines on episodes that the program has measured, and compares the answers.

compare.py EXPORTS EPISODES   EXPORTS/NAME is an exported machine, and EPISODES/NAME.npz what `eval --outputs` wrote of it

Of each machine the largest error is told: of a logit by its size where that is above 1. All at once, and again step by step.
"""
import importlib.util
import inspect
import pathlib
import sys

import numpy
import torch

TOLERANCE = 1e-5
TIES = 0.1  # of the episodes of a machine that puts places in order


def module_of(folder):
    spec = importlib.util.spec_from_file_location("machine", folder / "machine.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def errors(ours, theirs, alive):
    """Of each episode the largest error: by the size of what is right, where that is above 1."""
    every = numpy.where(alive[..., None], abs(ours - theirs) / numpy.maximum(1, abs(theirs)), 0)
    return every.max(axis=(1, 2))


def log_softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - numpy.log(numpy.exp(shifted).sum(axis=-1, keepdims=True))


def answered(machine, arrays):
    """What the machine answers, all at once and step by step (None where it has no steps)."""
    inputs, lengths = torch.from_numpy(arrays["inputs"]), torch.from_numpy(arrays["length"])
    known = inspect.signature(machine.forward).parameters
    more = {"lengths": lengths} if "lengths" in known else {}
    if "source" in known and "source" in arrays:
        more = {"source": torch.from_numpy(arrays["source"]), "source_lengths": torch.from_numpy(arrays["source_length"])}
    elif "source_lengths" in known:
        more["source_lengths"] = lengths
    if "input_lengths" in known:  # an input ends before the first step that is scored, and before blank steps right before that
        scored = arrays["mask"].reshape(*arrays["mask"].shape[:2], -1).any(axis=2)
        first = scored.argmax(axis=1)
        steps = numpy.arange(scored.shape[1])
        shown = inputs.numpy().any(axis=2) & (steps < first[:, None])
        ends = numpy.where(shown, steps + 1, 0).max(axis=1)
        more["input_lengths"] = torch.from_numpy(numpy.where(first > 0, numpy.where(ends > 0, ends, first), arrays["length"]))
    with torch.no_grad():
        answers = machine(inputs, **more).numpy()
        if not hasattr(machine, "step") or list(inspect.signature(machine.start).parameters) != ["batch"]:
            return answers, None
        if len(inspect.signature(machine.step).parameters) > 2:
            return answers, None
        state, rows = machine.start(len(inputs)), []
        for x in inputs.unbind(1):
            row, state = machine.step(x, state)
            rows.append(row)
    return answers, torch.stack(rows, dim=1).numpy()


def compare(folder, episodes):
    """The errors of each episode, by what they are of."""
    machine = module_of(folder).load()
    with numpy.load(episodes) as file:
        rows = numpy.isin(file["slots"], (0, getattr(machine, "slots", 0)))  # a grid has other sizes of the memory
        assert rows.any(), "no episode has the memory of the machine"
        arrays = {name: file[name][rows] for name in file.files if len(file[name]) == len(rows)}
    answers, stepped = answered(machine, arrays)
    assert numpy.isfinite(answers).all(), "an answer is not finite"
    alive = numpy.arange(answers.shape[1]) < arrays["length"][:, None]
    found = {} if stepped is None else {"steps": errors(stepped, answers, alive)}
    if "logits" in arrays:
        return {"logits": errors(answers, arrays["logits"], alive), **found}
    # The task wants symbols by their numbers, and the file has the most probable ones, and the bits that the right ones cost.
    best, told, wanted = answers.argmax(axis=2), arrays["outputs"][..., 0], arrays["targets"][..., 0].astype(int)
    scored = arrays["mask"][..., 0] > 0
    assert scored.any() and (told[scored] >= 0).all()
    chances = log_softmax(answers.astype("f8"))
    bits = -numpy.where(scored, numpy.take_along_axis(chances, numpy.maximum(wanted, 0)[..., None], 2)[..., 0], 0).sum(axis=1)
    bits, right = bits / numpy.log(2) / scored.sum(axis=1), arrays["bits"] / scored.sum(axis=1)
    ordered = numpy.sort(answers, axis=2)
    is_close = ordered[..., -1] - ordered[..., -2] < 1e-4
    assert ((best == told) | is_close | ~scored).all(), "another symbol is the most probable"
    return {"bits": abs(bits - right) / numpy.maximum(1, right), **found}


def main():
    torch.set_num_threads(1)
    exports, episodes = map(pathlib.Path, sys.argv[1:3])
    failed = 0
    for folder in sorted(exports.iterdir()):
        found = compare(folder, episodes / f"{folder.name}.npz")
        # Where places are put in order, two that differ by a rounding error may change theirs: what follows is another answer.
        orders = ".sort(" in (folder / "machine.py").read_text(encoding="utf-8")
        let_off, told = 0, []
        for name, every in found.items():
            beyond = ~(every <= TOLERANCE)
            if orders and name != "steps" and beyond.mean() <= TIES:
                let_off += beyond.sum()
                every = every[~beyond]
            told.append((name, float(every.max())))
        wrong = any(not error <= TOLERANCE for _, error in told)
        failed += wrong
        text = ", ".join(f"{name} {error:.1e}" for name, error in told)
        print(f"{'WRONG' if wrong else 'ok'} {folder.name}: {text}" + (f"; {let_off} of {len(every)} episodes go another way at a tie" if let_off else ""))
    print(f"{failed} machines answer otherwise")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
