#!/usr/bin/env python3
"""What NumPy reads of the files that results/NUMBERS.md makes is what the program itself says in JSON."""
import csv
import json
import math
import subprocess

import numpy


def told(*arguments):
    return json.loads(subprocess.run(["neuralmemory", *arguments, "--json"], stdout=subprocess.PIPE, check=True).stdout)


run = "results/ntm-copy-seed1"
measured = told("eval", run, "--set", "length=3", "--outputs", "again.npz")
with numpy.load("episodes.npz") as file, numpy.load("again.npz") as again:
    mask, targets, logits = file["mask"], file["targets"] > 0.5, file["logits"]
    wrong = ((logits > 0) != targets) & mask
    nats = numpy.where(mask, numpy.logaddexp(0, numpy.where(targets, -logits.astype("f8"), logits)), 0)
    assert wrong.any(), "a machine without a wrong bit shows nothing"
    assert math.isclose(wrong.sum(axis=(1, 2)).mean(), measured["bit_errors_per_sequence"])
    assert math.isclose(nats.sum() / math.log(2) / len(wrong), measured["bits_per_sequence"], rel_tol=1e-6)
    assert math.isclose(file["bits"].mean(), measured["bits_per_sequence"], rel_tol=1e-12)
    numpy.testing.assert_allclose(file["outputs"], numpy.where(file["phase"][..., None] >= 0, 1 / (1 + numpy.exp(-logits)), 0), atol=1e-6)
    assert file.files == again.files and all((file[name] == again[name]).all() for name in file.files)
    with numpy.load("test.npz") as sample:
        assert all((sample[name] == file[name]).all() for name in sample.files)

# The mean of what NumPy finds in the file is in metrics.csv, too, for the final evaluation is of the same length.
with open(f"{run}/metrics.csv", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
assert list(rows[0])[:8] == ["run", "seed", "step", "sequences", "seconds", "split", "metric", "value"]
final = [float(row["value"]) for row in rows if row["split"] == "final" and row["metric"] == "bits_per_sequence"]
assert final == [measured["bits_per_sequence"]], final

with open(f"{run}/metrics.jsonl", encoding="utf-8") as file:
    lines = [json.loads(line) for line in file]
losses = [float(line["values"]["loss"]) for line in lines if line["split"] == "train"]
assert losses == [float(row["value"]) for row in rows if row["split"] == "train" and row["metric"] == "loss"]
with numpy.load("weights.npz") as weights:
    assert weights["metrics/train/loss"].tolist() == losses
    names = [name for name in weights.files if not name.startswith("metrics/")]
    assert all(weights[name].dtype == numpy.float32 for name in names) and "output/weight" in names
    count = sum(weights[name].size for name in names)

with open("weights.safetensors", "rb") as file:
    header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
assert header["__metadata__"]["task"] == "copy"
assert count == sum(math.prod(array["shape"]) for name, array in header.items() if name != "__metadata__")
print("NumPy and the program agree")
