#!/usr/bin/env bash
# What train --dry-run says of the memory, and what a process really takes: its peak resident set, as Linux counts it. Writes
# results/evidence/memory.csv, a line for each machine, batch and number of threads. Two tasks of symbols as one column each of a wide
# layer are made here; the others are the shipped ones.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/memory.csv}
mkdir -p "$runs"
work=$(realpath "$runs")/memory
command=$(realpath "$NEURALMEMORY")
rm -rf "$work"
mkdir -p "$work/tasks"
cp -r tasks/. "$work/tasks/"
cat > "$work/tasks/wide-recall.yaml" <<'TASK'
# As mqar, but each token is a column of its own.
task: wide-recall
version: 1
description: Recall the values of keys; tokens are one-hot.
parameters: { vocabulary: 256, length: 64, pairs: 4 }
variables: { tail: length - 2 * pairs, half: floor(vocabulary / 2) }
inputs: { token: vocabulary }
targets: { token: vocabulary }
draw:
  keys: distinct(pairs, 1, half - 1)
  values: distinct(pairs, half, vocabulary - 1)
  places: 2 * pick(pairs, range(floor(tail / 2)) + 1)
  fillers: integers(tail, 1, 0, vocabulary - 1)
episode:
  - show: { token: "one_hot(interleave(keys, values), vocabulary)" }
  - show: { token: "one_hot(scatter(fillers, places, keys), vocabulary)" }
    recall: { token: "scatter(zeros(tail, vocabulary), places, one_hot(values, vocabulary))" }
loss: softmax
TASK

# Task and its parameters | machine | batch | threads | other settings.
list='
copy length=5 | { kind: lstm, units: 8 } | 1 | 1 |
copy length=20 | { kind: ntm, controller: { units: 100 }, memory: { slots: 128, width: 20 } } | 1 | 1 |
copy length=20 | { kind: ntm, controller: { units: 100 }, memory: { slots: 128, width: 20 } } | 64 | 2 |
copy length=[1,20] | { kind: ntm, controller: { units: 100 }, memory: { slots: 128, width: 20 } } | 64 | 2 |
copy length=20 | { kind: ntm, controller: { units: 256 }, memory: { slots: 1024, width: 64 } } | 16 | 2 |
copy length=20 | { kind: dnc, controller: { units: 256 }, memory: { slots: 256, width: 64 }, heads: { read: 4 } } | 16 | 1 |
copy length=20 | { kind: dnc, controller: { units: 256 }, memory: { slots: 256, width: 64 }, heads: { read: 4 } } | 64 | 2 |
copy length=200 | { kind: lstm, units: 256, layers: 3 } | 64 | 2 |
mqar vocabulary=2048 | { kind: lstm, units: 128 } | 16 | 1 |
mqar vocabulary=8192 | { kind: lstm, units: 128 } | 16 | 2 |
wide-recall vocabulary=2048 | { kind: lstm, units: 128 } | 16 | 1 |
wide-recall vocabulary=2048 | { kind: lstm, units: 128 } | 16 | 2 |
wide-recall vocabulary=8192 | { kind: lstm, units: 128 } | 16 | 1 |
wide-recall vocabulary=8192 | { kind: lstm, units: 128 } | 16 | 2 |
wide-recall vocabulary=4096 | { kind: ntm, controller: { units: 64 }, memory: { slots: 32, width: 16 } } | 32 | 2 |
mqar vocabulary=8192 | { kind: transformer, width: 64, layers: 2, heads: 2, hidden: 128, positions: rotary, embedding: 64 } | 64 | 2 |
mqar vocabulary=8192 | { kind: transformer, width: 128, layers: 4, heads: 4, hidden: 512, positions: rotary, embedding: 128 } | 64 | 2 |
wide-recall vocabulary=2048 | { kind: transformer, width: 128, layers: 2, heads: 4, hidden: 256 } | 16 | 1 |
phrases | { kind: seq2seq, cell: lstm, units: 512, input_feeding: true, embedding: 256 } | 64 | 2 |
stripe-orientation | { kind: perceiver, latents: 64, width: 128, heads: 4, layers: 4, hidden: 256, time: false, coordinates: 2, bands: 4 } | 64 | 2 |
'

# The peak resident set of a command, in KiB.
peak() {
    local most=0 now
    "$@" > "$work/output.txt" 2>&1 &
    local process=$!
    while kill -0 $process 2> "$work/none.txt"; do
        now=$(sed -nE 's/^VmHWM:[[:space:]]*([0-9]+) kB/\1/p' /proc/$process/status 2> "$work/none.txt" || true)
        [ -z "$now" ] || most=$now
        sleep 0.02
    done
    wait $process || { cat "$work/output.txt" >&2; exit 1; }
    echo "$most"
}

echo 'task,machine,settings,batch,threads,said_mib,measured_mib,said_over_measured' > "$out"
while IFS='|' read -r task machine batch threads others; do
    [ -n "${task// }" ] || continue
    read -r name parameters <<< "$task"
    batch=${batch// } threads=${threads// }
    cat > "$work/run.yaml" <<CONFIG
name: run
task: { name: $name$([ -z "$parameters" ] || echo ", parameters: { ${parameters/=/: } }") }
machine: $machine
training: { steps: ${STEPS:-8}, batch: $batch, optimizer: { kind: adam, rate: 1e-3 }, checkpoint: { every: 4 } }
evaluation: { every: 4, episodes: 64 }
CONFIG
    said=$(cd "$work" && "$command" train run.yaml --threads "$threads" --dry-run --json | sed -nE 's/^ *"memory_bytes": ([0-9]+),?$/\1/p')
    measured=$(cd "$work" && peak "$command" train run.yaml --threads "$threads" --out run --force --quiet)
    rm -rf "$work"/run "$work"/run.*-*
    kind=$(sed -nE "s/^ *\{ kind: ([a-z0-9-]+).*/\1/p" <<< "$machine")
    awk -v OFS=, -v task="$name" -v kind="$kind" -v set="${parameters:--}" -v batch="$batch" -v threads="$threads" -v said="$said" \
        -v measured="$measured" 'BEGIN { gsub(",", " to ", set); print task, kind, set, batch, threads, int(said / 1048576 + 0.5),
        int(measured / 1024 + 0.5), sprintf("%.2f", said / 1024 / measured) }' | tee -a "$out"
done <<< "$list"
