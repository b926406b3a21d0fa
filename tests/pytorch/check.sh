#!/usr/bin/env bash
# Machines of every kind and option (variants.txt), and of all configs, answer in PyTorch as they do here; then the commands and programs of
# configs/PYTORCH.md, in their order. Needs a build of the program (dotnet build -c Release) and Debian's python3-torch and python3-numpy.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import torch, numpy' || { echo 'PyTorch is missing: apt-get install python3-torch python3-numpy' >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/episodes"
program=$(ls "$root"/src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory.dll)
printf '#!/bin/sh\nexec dotnet "%s" "$@"\n' "$program" >"$work/bin/neuralmemory"
chmod +x "$work/bin/neuralmemory"
export PATH=$work/bin:$PATH work
# One thread each: two machines are trained and measured side by side.
export OMP_NUM_THREADS=1 DOTNET_gcServer=0
cd "$work"
ln -s "$root/tasks" tasks
ln -s "$root/configs" configs
cp "$root"/tests/pytorch/{small,echo}.yaml .

# measure NAME CONFIG OPTION...: a moment of training, and episodes with what the machine answers in them.
measure() {
    local name=$1 config=$2
    shift 2
    neuralmemory train "$config" "$@" --set training.threads=1 --out "runs/$name" --quiet >/dev/null
    neuralmemory eval "runs/$name" --threads 1 --episodes 12 --outputs "episodes/$name.npz" ${length:+--set "length=$length"} >/dev/null
}

variant() {
    local name task machine
    IFS='|' read -r name task machine <<<"$1"
    name=${name// /}
    case $task in
        *copy*) task='{ name: copy, parameters: { width: 3, length: [1, 6] } }' ;;
        *echo*) task='{ name: echo.yaml }' ;;
        *mqar*) task='{ name: mqar, parameters: { pairs: 2, length: 12, vocabulary: 16 } }' ;;
    esac
    measure "$name" small.yaml --set "task=$task" --set "machine=$machine"
}

config() {
    local name length= fewer=()
    name=config-$(basename "$1" .yaml)
    # The module keeps all slots for every step: a million of them take more memory than there is.
    [[ $name != *-million ]] || fewer=(--set machine.memory.slots=1000)
    # The longer a sequence, the likelier two slots are used alike but for a rounding error: compare.py.
    [ "$name" != config-dnc-sparse-copy ] || length=4
    measure "$name" "$1" --set training.steps=3 --set evaluation.episodes=4 "${fewer[@]}"
}
export -f measure variant config

grep -v '^#' "$root/tests/pytorch/variants.txt" | tr '\n' '\0' | xargs -0 -n1 -P2 bash -euc 'variant "$1"' bash
printf '%s\0' configs/*.yaml | xargs -0 -n1 -P2 bash -euc 'config "$1"' bash
neuralmemory export runs --format pytorch --out made
"$python" "$root/tests/pytorch/compare.py" made/pytorch episodes

mkdir page
cd page
ln -s "$root/tasks" tasks
ln -s "$root/configs" configs
neuralmemory train configs/ntm-copy.yaml --set training.steps=20 --set evaluation.episodes=20 \
    --seed 1 --quiet >/dev/null
"$python" "$root/tests/python/run_page.py" "$root/configs/PYTORCH.md"
"$python" "$root/tests/pytorch/back.py"
