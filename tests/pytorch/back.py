#!/usr/bin/env python3
"""Machines that were trained for a step in PyTorch come back as runs, and answer as they do there. Runs beside made/ of check.sh."""
import pathlib
import shutil
import subprocess

import torch

import compare

NAMES = ["lstm-bidirectional-all", "gru-normalize", "rnn", "rnn-all", "second-order-all", "multiplicative-lstm",
         "hyper-lstm-all",
         "ntm-write-first", "ntm-heads", "dnc-mds", "biadnc", "seq2seq-bahdanau", "transformer-both-post", "transformer-learned",
         "hopfield-beta", "memory-network", "perceiver", "fast-weights-gated", "fast-weights-additive", "fast-weights-symbols",
         "xlstm", "xlstm-matrix", "xlstm-scalar-plain", "xlstm-symbols"]


def trained(folder, episodes):
    """A machine after a step of stochastic gradient descent, which moves all its weights."""
    module = compare.module_of(folder)
    machine = module.load()
    with compare.numpy.load(episodes) as file:
        inputs = torch.from_numpy(file["inputs"])
        more = {"source": torch.from_numpy(file["source"])} if "source" in file.files else {}
    optimizer = torch.optim.SGD(machine.parameters(), lr=0.05)
    machine(inputs, **more).square().mean().backward()
    lost = [name for name, weight in machine.named_parameters() if weight.grad is None]
    assert not lost, f"{folder.name}: no gradient reaches {lost}"
    optimizer.step()
    return module, machine


for name in NAMES:
    torch.manual_seed(0)
    made, episodes = pathlib.Path("../made/pytorch") / name, pathlib.Path("../episodes") / f"{name}.npz"
    module, machine = trained(made, episodes)
    folder = pathlib.Path("back") / name
    shutil.copytree(made, folder)
    module.save(machine, folder / "weights.safetensors")
    run = f"runs/{name}"
    for command in (["import", str(folder / "weights.safetensors"), "--as", f"../runs/{name}", "--out", run],
                    ["eval", run, "--episodes", "8", "--outputs", f"back/{name}.npz"]):
        subprocess.run(["neuralmemory", *command], stdout=subprocess.DEVNULL, check=True)
    found = compare.compare(folder, pathlib.Path(f"back/{name}.npz"))
    worst = max(float(every.max()) for every in found.values())
    assert worst <= compare.TOLERANCE, f"{name}: {worst}"
print(f"{len(NAMES)} machines were trained in PyTorch, and are back")
