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


def module_of(folder):
    spec = importlib.util.spec_from_file_location("machine", folder / "machine.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def error(ours, theirs):
    return float((abs(ours - theirs) / numpy.maximum(1, abs(theirs))).max(initial=0))


def compare(folder, episodes):
    """The largest errors: of logits, of probabilities, and of steps by hand (None where there are none)."""
    torch.manual_seed(0)
    machine = module_of(folder).load()
    with numpy.load(episodes) as file:
        rows = numpy.isin(file["slots"], (0, getattr(machine, "slots", 0)))  # a grid has other sizes of the memory
        assert rows.any(), "no episode has the memory of the machine"
        arrays = {name: file[name][rows] for name in file.files if len(file[name]) == len(rows)}
    lengths = arrays["length"]
    inputs = torch.from_numpy(arrays["inputs"])
    known = inspect.signature(machine.forward).parameters
    more = {}
    if "lengths" in known:
        more["lengths"] = torch.from_numpy(lengths)
    if "source" in known and "source" in arrays:
        more["source"] = torch.from_numpy(arrays["source"])
        more["source_lengths"] = torch.from_numpy(arrays["source_length"])
    elif "source_lengths" in known:
        more["source_lengths"] = torch.from_numpy(lengths)
    with torch.no_grad():
        answers = machine(inputs, **more).numpy()
        stepped = None
        if hasattr(machine, "step") and "ahead" not in inspect.signature(machine.step).parameters and "source" not in known:
            state, rows = machine.start(len(inputs)), []
            for x in inputs.unbind(1):
                row, state = machine.step(x, state)
                rows.append(row)
            stepped = torch.stack(rows, dim=1).numpy()
    alive = numpy.arange(answers.shape[1]) < lengths[:, None]
    by_hand = None if stepped is None else error(stepped[alive], answers[alive])
    if "logits" in arrays:
        return error(answers[alive], arrays["logits"][alive]), chances(answers, arrays, alive), by_hand
    # The task wants symbols by their numbers, and the file has the most probable ones.
    best, wanted = answers.argmax(axis=2), arrays["outputs"][..., 0]
    answered = alive & (wanted >= 0)
    assert answered.any()
    sure = numpy.sort(answers, axis=2)
    close = sure[..., -1] - sure[..., -2] < 1e-4
    assert ((best == wanted) | close)[answered].all(), "another symbol is the most probable"
    return None, None, by_hand


def chances(answers, arrays, alive):
    """The largest error of a probability of a 1; None where the outputs are others."""
    ours = 1 / (1 + numpy.exp(-answers.astype("f8")))[alive]
    theirs = arrays["outputs"][alive]
    logits = arrays["logits"][alive].astype("f8")
    if theirs.shape != logits.shape or error(1 / (1 + numpy.exp(-logits)), theirs) > 1e-6:
        return None
    return float(abs(ours - theirs).max())


def main():
    torch.set_num_threads(1)
    exports, episodes = map(pathlib.Path, sys.argv[1:3])
    failed = 0
    for folder in sorted(exports.iterdir()):
        file = episodes / f"{folder.name}.npz"
        if not file.exists():
            continue
        errors = compare(folder, file)
        wrong = any(found is not None and not found <= TOLERANCE for found in errors)
        failed += wrong
        told = ", ".join(f"{name} {'-' if found is None else f'{found:.1e}'}" for name, found in zip(("logits", "chances", "steps"), errors))
        print(f"{'WRONG  ' if wrong else 'ok     '} {folder.name}: {told}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
