#!/usr/bin/env bash
# A sweep of 40 jobs is killed five times at random moments, by SIGKILL, and gone on with by the same command. At the end it is complete, no
# job was trained to its end twice, nothing is half-written, and every weight is that of a sweep that nobody killed.
# Usage: kill.sh [SEED]; the seed of the moments is printed. Needs the command built in Release.
set -euo pipefail
cd "$(dirname "$0")/../.."
command=(dotnet src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory.dll)
seed=${1:-$RANDOM}
RANDOM=$seed
kills=5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/sweep.yaml" <<YAML
name: killed
config: $PWD/configs/copy-tiny.yaml
overrides:
  training.steps: 2000
  training.checkpoint.every: 50
  evaluation.grid: { length: [2, 3] }
  stop: null
grid:
  training.optimizer.rate: [1e-3, 2e-3, 3e-3, 5e-3, 1e-2]
  machine.memory.slots: [8, 12, 16, 24]
seeds: 1..2
jobs: 2
YAML

fail() {
    printf 'FAILED: %s (seed %s)\n' "$1" "$seed"
    exit 1
}

# How long a sweep takes that nobody kills says when one may be killed.
began=$(date +%s%N)
"${command[@]}" sweep run "$work/sweep.yaml" --out "$work/whole" --json >"$work/whole.log"
whole=$((($(date +%s%N) - began) / 1000000))

starts=0
while [ "$starts" -lt "$kills" ]; do
    starts=$((starts + 1))
    "${command[@]}" sweep run "$work/sweep.yaml" --out "$work/killed" --json >"$work/log-$starts" 2>>"$work/errors" &
    process=$!
    # Between nothing at all and a seventh of the whole: the five together cannot come to all of it.
    # Every other one is counted from the first news, so that training is met as well as the beginning of a process.
    while [ $((starts % 2)) -eq 0 ] && [ ! -s "$work/log-$starts" ] && kill -0 "$process" 2>/dev/null; do
        sleep 0.05
    done
    pause=$((RANDOM * 32768 + RANDOM))
    pause=$((pause % (whole / 7)))
    sleep "$((pause / 1000)).$(printf '%03d' $((pause % 1000)))"
    kill -KILL "$process" 2>/dev/null || fail "the sweep ended before kill $starts; nothing was shown"
    wait "$process" 2>/dev/null || true
    printf 'kill %d after %d ms: %s jobs ended so far\n' "$starts" "$pause" "$(cat "$work"/log-* | grep -c '"event":"ended"' || true)"
done
"${command[@]}" sweep run "$work/sweep.yaml" --out "$work/killed" --json >"$work/log-$((starts + 1))" 2>>"$work/errors" \
    || fail "the last command ended with an error"

# Complete.
done_jobs=$("${command[@]}" sweep status "$work/killed" --json | grep -c '"event":"job".*"state":"done"')
[ "$done_jobs" -eq 40 ] || fail "$done_jobs of 40 jobs are done"
# No job to its end twice, and none begun again after its end.
cat "$work"/log-* | awk '
    match($0, /"job":"[^"]*"/) {
        job = substr($0, RSTART, RLENGTH)
        if ($0 ~ /"event":"started"/ && job in ended) { print job " was begun again after its end"; bad = 1 }
        if ($0 ~ /"event":"ended"/ && $0 ~ /"state":"done"/) { if (job in ended) { print job " ended twice"; bad = 1 } ended[job] = 1; n++ }
    }
    END { print n " ends were told of"; exit bad }' || fail "a job was run twice to completion"
# Nothing half-written.
[ -z "$(find "$work/killed" -name '.tmp-*')" ] || fail "unfinished files were left: $(find "$work/killed" -name '.tmp-*')"
[ "$(find "$work/killed" -mindepth 2 -maxdepth 2 -type d -name 'seed-*' | wc -l)" -eq 40 ] || fail "there are not 40 folders of runs"
for run in "$work"/killed/*/seed-*; do
    own=${run#"$work/killed/"}
    [ -f "$run/evaluations/final.json" ] || fail "$own was not measured"
    weights=checkpoints/step-00002000/weights.safetensors
    cmp -s "$run/$weights" "$work/whole/$own/$weights" || fail "$own has other weights than a run that nobody killed"
done
printf 'a sweep of 40 jobs, %d ms when whole, was killed %d times (seed %s): complete, each job once, all bits the same\n' \
    "$whole" "$kills" "$seed"
