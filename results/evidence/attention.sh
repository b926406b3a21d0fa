#!/usr/bin/env bash
# The shipped attention machines on the tasks that they are shipped for, three seeds each, on one thread; on MQAR at three rates, and beside them
# an LSTM of as many parameters, trained for as many steps at the same rates. Writes results/evidence/attention.csv, a line a run; a run that is
# there is not made again. Give lines of the list below by their first word for these alone; JOBS says how many runs go side by side.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/attention.csv}
export NEURALMEMORY

# A config, the rates, and what is set beside them.
list='
transformer-mqar                   3e-3           -
transformer-mqar-many              3e-3           -
transformer-selective-copying      2e-3           -
transformer-selective-copying-long 2e-3           -
transformer-induction-heads        2e-3           -
perceiver-melody-contour           1e-3           -
perceiver-stripe-orientation       2e-3           -
perceiver-seen-and-heard           2e-3           -
transformer-mqar                   3e-4,1e-3,3e-3 machine={ kind: lstm, units: 68, embedding: 64 }
transformer-mqar-many              3e-4,1e-3,3e-3 machine={ kind: lstm, units: 91, embedding: 64 }
transformer-mqar                   3e-4,1e-3      -
transformer-mqar-many              3e-4,1e-3      -
'

run() {
    local config=$1 rate=$2 seed=$3 set=$4
    local machine=${config%%-*} sets=(--set "training.optimizer.rate=$rate")
    [ "$set" = - ] || { machine=$(sed -nE 's/.*kind: ([a-z-]+).*/\1/p' <<< "$set"); sets+=(--set "$set"); }
    grep -q "^$config,$machine,$rate,$seed," "$out" && return
    local run=$runs/$config-$machine-$rate-$seed TIMEFORMAT=%U
    neuralmemory train "configs/$config.yaml" "${sets[@]}" --dry-run --json > "$run.json"
    # Processor time, not the clock's: other work of the machine lengthens the clock's alone.
    { time "$NEURALMEMORY" train "configs/$config.yaml" "${sets[@]}" --seed "$seed" --threads 1 --out "$run" --force --quiet \
        > /dev/null 2> "$run.errors" || true; } 2> "$run.seconds"
    neuralmemory eval "$run" --json --episodes 512 > "$run.evaluation.json"
    local parts=("$config" "$machine" "$rate" "$seed" "$(field "$run.json" parameters)" "$(field "$run/status.json" sequences)" \
        "$(cat "$run.seconds")" "$(field "$run.evaluation.json" wrong_symbols_percent)" "$(field "$run/status.json" reason)")
    (IFS=,; echo "${parts[*]}") | tee -a "$out"
}

mkdir -p "$runs"
[ -f "$out" ] || echo 'config,machine,rate,seed,parameters,sequences,seconds,wrong_symbols_percent,reason' > "$out"
while read -r config rates set; do
    [ -n "$config" ] || continue
    [ $# -eq 0 ] || [[ " $* " == *" $config "* ]] || continue
    for rate in ${rates//,/ }; do
        for seed in 1 2 3; do
            while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-1}" ]; do wait -n; done
            run "$config" "$rate" "$seed" "$set" &
        done
    done
done <<< "$list"
wait
