#!/usr/bin/env bash
# Trains machines of equal size on the same tasks, each at three learning rates on three seeds, 14 minutes a run at most, on one thread. Writes
# results/comparisons/runs.csv, a line a run; a run that is there is not made again, so that it goes on where it stood. The first twelve cells
# come first, seed after seed. Give cells as arguments, such as `lstm/copy`, for these alone; JOBS says how many runs go side by side.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/comparisons/runs.csv}
rates=${RATES:-3e-4 1e-3 3e-3} seeds=${SEEDS:-1 2 3} minutes=${MINUTES:-14}
export NEURALMEMORY

first() {
    local machine task
    for task in copy associative-recall mqar; do
        for machine in lstm ntm dnc transformer; do echo "$machine/$task"; done
    done
}

rest() {
    local machine task
    for task in copy associative-recall key-value mqar selective-copying; do
        for machine in lstm gru ntm dnc seq2seq seq2seq-none transformer perceiver hopfield; do echo "$machine/$task"; done
    done
}

# number FILE NAME: the last number of that name in an indented JSON document; of a grid its last point.
number() { sed -nE "s/^ *\"$2\": *([0-9.eE+-]+),?\$/\\1/p" "$1" | tail -n 1; }

run() {
    local machine=${1%%/*} task=${1#*/} rate=$2 seed=$3
    local run=$runs/compare-$machine-$task-$rate-$seed config=configs/comparisons/$task.yaml
    local set=("machine=$(sed -nE "s/^$machine +(.*)/\\1/p" results/comparisons/machines.txt)" "training.optimizer.rate=$rate")
    grep -q "^$machine,$task,$rate,$seed," "$out" && return
    neuralmemory train "$config" --set "${set[0]}" --dry-run --json > "$run.json"
    # Processor time, not the clock's: other work of the machine lengthens the clock's alone.
    local TIMEFORMAT=%U
    { time timeout -s INT "${minutes}m" "$NEURALMEMORY" train "$config" --set "${set[0]}" --set "${set[1]}" --seed "$seed" --threads 1 --out "$run" \
        --force --quiet > /dev/null 2> "$run.errors" || true; } 2> "$run.seconds"
    neuralmemory eval "$run" --json > "$run.evaluation.json" || return 0
    local parts=("$machine" "$task" "$rate" "$seed" "$(number "$run.json" parameters)" "$(field "$run/status.json" state)" \
        "$(field "$run/status.json" sequences)" "$(cat "$run.seconds")" "$(right "$run" first)" "$(right "$run" last)" \
        "$(field "$run/status.json" reason)")
    (IFS=,; echo "${parts[*]}") >> "$out"
}

# right RUN first|last: percent of bits or symbols that are right at the size of training, and at the longest that the config measures; empty
# where what is wrong is no number.
right() {
    local wrong
    wrong=$(sed -nE 's/^ *"wrong_(bits|symbols)_percent": *([0-9.eE+-]+),?$/\2/p' "$1.evaluation.json" | if [ "$2" = first ]; then head -n 1; else tail -n 1; fi)
    [ -z "$wrong" ] || awk -v wrong="$wrong" 'BEGIN { printf "%.2f", 100 - wrong }'
}

mkdir -p "$runs"
[ -f "$out" ] || echo 'machine,task,rate,seed,parameters,state,sequences,seconds,right_percent,right_percent_longest,reason' > "$out"
sweep() {
    local cell rate seed
    for seed in $seeds; do
        for cell in "$@"; do
            for rate in $rates; do
                while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-2}" ]; do wait -n; done
                run "$cell" "$rate" "$seed" &
            done
        done
    done
}

if [ $# -gt 0 ]; then
    sweep "$@"
else
    # shellcheck disable=SC2046 # cells have no blanks
    sweep $(first)
    # shellcheck disable=SC2046
    sweep $(rest)
fi
wait
