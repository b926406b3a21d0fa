#!/usr/bin/env bash
# 100 kills (SIGKILL) at random moments of one training run, each followed by a resume, and then the same run without one: both end in
# the same weights, optimizer and metrics to the bit. Writes results/evidence/kills.txt. A few minutes; the number of kills is the argument.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
kills=${1:-100}
out=${OUT:-results/evidence/kills.txt}
config=(configs/ntm-copy.yaml --set training.checkpoint.every=200 --set evaluation.every=500 --set stop=null)
killed=$runs/kills-killed whole=$runs/kills-whole
rm -rf "$killed" "$whole"
RANDOM=${SEED:-1}

# From the start of the process to a moment at which it computes; sooner than that it dies while it starts.
moment() { local ms=$((RANDOM % 1500 + 100)); printf '%d.%03d' $((ms / 1000)) $((ms % 1000)); }

before=0 anew=0 count=0
for ((kill = 1; kill <= kills; kill++)); do
    if [ -f "$killed/config.yaml" ]; then
        command=(resume "$killed" --quiet)
        compgen -G "$killed/checkpoints/step-*" > /dev/null || anew=$((anew + 1))
    else
        command=(train "${config[@]}" --set training.steps=1000000 --out "$killed" --quiet)
        before=$((before + 1))
    fi
    "$NEURALMEMORY" "${command[@]}" > "$runs/kills.log" 2>&1 &
    process=$!
    sleep "$(moment)"
    kill -KILL "$process"
    wait "$process" 2> "$runs/kills-wait.log" && exit_code=0 || exit_code=$?
    if [ "$exit_code" -ne 137 ] || [ -s "$runs/kills.log" ]; then
        echo "kill $kill: exit code $exit_code"
        cat "$runs/kills.log"
        exit 1
    fi
    count=$kill
done

# It has gone as far as it came; both get the same end a little beyond that.
last=$(ls "$killed/checkpoints" | sed -n 's/^step-0*//p' | sort -n | tail -n 1)
steps=$((last + 500))
neuralmemory resume "$killed" --set training.steps=$steps --quiet > "$runs/kills.log"
neuralmemory train "${config[@]}" --set training.steps=$steps --out "$whole" --quiet > "$runs/kills.log"

# What tells the time is left out of the comparison: seconds, speed, and the length of lines that have them.
checkpoint=checkpoints/$(ls "$whole/checkpoints" | grep '^step-' | tail -n 1)
for file in weights optimizer; do
    cmp "$whole/$checkpoint/$file.safetensors" "$killed/$checkpoint/$file.safetensors"
done
timeless() { sed -E 's/,?"(seconds|sequences_per_second|metrics_length)": ?[-+.0-9eE]+//g' "$1"; }
for file in metrics.jsonl "$checkpoint/state.json" $(cd "$whole" && ls evaluations/*.json); do
    cmp <(timeless "$whole/$file") <(timeless "$killed/$file")
done
cmp "$whole/checkpoints/best.txt" "$killed/checkpoints/best.txt"
{
    echo "kills: $count (SIGKILL, 0.1 to 1.6 s after the process began)"
    echo "of them of train: $before, the others of resume"
    echo "resumes without a checkpoint, which began anew: $anew"
    echo "steps at the end: $steps; checkpoints every 200, evaluations every 500"
    echo "lines of metrics: $(wc -l < "$whole/metrics.jsonl")"
    echo "the last checkpoint's weights and optimizer, its state, all metrics, evaluations and the best mark: the same to the bit"
    echo "weights: $(sha256sum < "$whole/$checkpoint/weights.safetensors" | cut -d' ' -f1)"
} | tee "$out"
