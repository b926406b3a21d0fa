#!/usr/bin/env bash
# Runs the commands and the Python of results/NUMBERS.md, in their order, on small runs of the names that the page uses. Needs a build of the
# program (dotnet build -c Release) and Debian's python3-numpy; programs that import pandas need python3-pandas, and it is said how many
# were left out for want of it.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import numpy' || { echo 'NumPy is missing: apt-get install python3-numpy' >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
program=$(ls "$root"/src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory.dll)
printf '#!/bin/sh\nexec dotnet "%s" "$@"\n' "$program" >"$work/bin/neuralmemory"
chmod +x "$work/bin/neuralmemory"
export PATH=$work/bin:$PATH
cd "$work"
ln -s "$root/tasks" tasks
train() { neuralmemory train "$root/configs/copy-tiny.yaml" --set training.steps=200 --quiet "$@" >/dev/null; }
train --seed 1 --out results/ntm-copy-seed1
train --seed 1 --out results/ntm-copy/seed-1
train --seed 2 --set training.optimizer.rate=3e-3 --out results/ntm-copy/seed-2
"$python" "$root/tests/python/run_page.py" "$root/results/NUMBERS.md"
"$python" "$root/tests/python/compare.py"
