#!/usr/bin/env bash
# Trains the machines of machines.txt on the tasks of a benchmark: `run.sh mad`, or `run.sh mad in-context-recall` or
# `run.sh mad in-context-recall/ntm` for some of it. Every machine has the same trials: each of RATES on seed 1, and then the best of them on all
# of SEEDS. What is there is not made again, and what was interrupted goes on from its checkpoint, so that the same command begins and goes on.
# JOBS says how many machines train side by side, each on one thread. Writes results/benchmarks/NAME/runs.csv, a line a run.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/benchmarks/tools.sh
benchmark=${1:?say which benchmark: $(sed -nE 's/^([a-z]+) .*/\1/p' $folder/tasks.txt | tr '\n' ' ')}
shift
rates=${RATES:-3e-4 1e-3 3e-3} seeds=${SEEDS:-1 2 3}
table=$folder/$benchmark/runs.csv
if [ -z "${NEURALMEMORY:-}" ]; then
    dotnet build -c Release -v q --nologo src/NeuralMemory.Cli
    NEURALMEMORY=src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory
fi

# train TASK MACHINE RATE SEED: one run, unless the table has it.
train() {
    local task=$1 machine=$2 rate=$3 seed=$4
    local group=$runs/$benchmark/$task/$machine/$rate
    grep -qs "^$task,$machine,$rate,$seed," "$table" && return
    # shellcheck disable=SC2086 # EXTRA holds options
    "$NEURALMEMORY" train "configs/benchmarks/$benchmark/$task.yaml" --set "machine=$(machine "$machine")" --set "training.optimizer.rate=$rate" \
        --seeds "$seed" --threads 1 --out "$group" --quiet ${EXTRA:-} > "$group.out" 2>&1 || true
    local run=$group/seed-$seed
    [ -f "$run/evaluations/final.json" ] || { [ "$(field "$run/status.json" state)" = diverged ] || return 0; }
    local line=("$task" "$machine" "$rate" "$seed" "$(field "$runs/$benchmark/$task/$machine/plan.json" parameters)" "$(field "$run/status.json" state)" \
        "$(field "$run/status.json" sequences)" "$(field "$run/status.json" seconds)" "$(selected "$run")" "$(final "$run")" \
        "$(field "$run/status.json" reason | tr ',' ';')")
    (IFS=,; echo "${line[*]}") >> "$table"
}

# What is right in percent in the last evaluation that chooses, and at the end: accuracy_percent, or, where a task has not that,
# exact_match_percent, or what wrong_bits_percent leaves. Empty where training diverged.
selected() {
    awk -F, '$6 == "evaluation" && $7 == "accuracy_percent" { last = $8 }
        $6 == "evaluation" && $7 == "exact_match_percent" { exact = $8 }
        $6 == "evaluation" && $7 == "wrong_bits_percent" { wrong = 100 - $8 }
        END { print last != "" ? last : exact != "" ? exact : wrong }' "$1/metrics.csv"
}
final() {
    local found
    [ -f "$1/evaluations/final.json" ] || return 0
    found=$(field "$1/evaluations/final.json" accuracy_percent)
    [ -n "$found" ] || found=$(field "$1/evaluations/final.json" exact_match_percent)
    [ -n "$found" ] && echo "$found" || field "$1/evaluations/final.json" wrong_bits_percent | awk '{ print 100 - $1 }'
}

# The rate that is best on seed 1, by the evaluations that choose; of equal ones that which took fewer sequences.
best() {
    awk -F, -v task="$1" -v machine="$2" '$1 == task && $2 == machine && $4 == 1 && $9 != "" { print $9 "," $7 "," $3 }' "$table" \
        | sort -t, -k1,1nr -k2,2n | head -n 1 | cut -d, -f3
}

cell() {
    local rate seed chosen
    local plan=$runs/$benchmark/$1/$2/plan.json
    mkdir -p "$(dirname "$plan")"
    "$NEURALMEMORY" train "configs/benchmarks/$benchmark/$1.yaml" --set "machine=$(machine "$2")" --dry-run --json > "$plan"
    for rate in $rates; do train "$1" "$2" "$rate" 1; done
    chosen=$(best "$1" "$2")
    for seed in $seeds; do [ -z "$chosen" ] || train "$1" "$2" "$chosen" "$seed"; done
}

mkdir -p "$(dirname "$table")"
[ -f "$table" ] || echo 'task,machine,rate,seed,parameters,state,sequences,seconds,selection_percent,accuracy_percent,reason' > "$table"
cells=("$@")
[ $# -gt 0 ] || read -ra cells <<< "$(tasks_of "$benchmark")"
for each in "${cells[@]}"; do
    for machine in $(machines); do
        [[ $each != */* || ${each#*/} == "$machine" ]] || continue
        while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-2}" ]; do wait -n; done
        cell "${each%%/*}" "$machine" &
    done
done
wait
