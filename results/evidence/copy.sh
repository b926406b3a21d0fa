#!/usr/bin/env bash
# Ten seeds of the copy task, trained on to 200 000 sequences, measured at 150 000 at lengths far beyond those of training. Writes
# results/evidence/copy.csv. About 15 minutes on one quiet core; give seeds as arguments for fewer.
#
#   results/evidence/copy.sh            # seeds 1 to 10
#   results/evidence/copy.sh 1 2 3
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/copy.csv}
echo 'seed,evaluations_after_30000,of_them_with_wrong_bits,wrong_bits_50,wrong_bits_80,wrong_bits_120,wrong_percent_1000_in_1024_slots,wrong_percent_10000_in_16384_slots,state_at_200000' > "$out"
for seed in ${*:-$(seq 1 10)}; do
    run=$runs/copy-$seed
    neuralmemory train configs/ntm-copy.yaml --seed "$seed" --out "$run" --force --quiet \
        --set stop=null --set training.steps=150000 --set evaluation.episodes=64 >/dev/null
    after=$(grep '"split":"evaluation"' "$run/metrics.jsonl" | tail -n +31)
    wrong=()
    for length in 50 80 120; do
        wrong+=("$(measure "$run" bit_errors_per_sequence --set length=$length)")
    done
    wrong+=("$(measure "$run" wrong_bits_percent --set length=1000 --slots 1024 --episodes 16)")
    wrong+=("$(measure "$run" wrong_bits_percent --set length=10000 --slots 16384 --episodes 2)")
    neuralmemory resume "$run" --set training.steps=200000 --quiet >/dev/null
    echo "$seed,$(echo "$after" | wc -l),$(echo "$after" | grep -vc '"bit_errors_per_sequence":0,' || true),$(IFS=,; echo "${wrong[*]}"),$(field "$run/status.json" state)" | tee -a "$out"
done
