#!/usr/bin/env bash
# The README's training command on ten seeds: when copy is solved, and whether it is on episodes that nobody has seen. Writes
# results/evidence/solve.csv. About two minutes on one quiet core; give seeds as arguments for fewer.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/solve.csv}
echo 'seed,sequences,training_seconds,wrong_bits_20,wrong_bits_120' > "$out"
for seed in ${*:-$(seq 1 10)}; do
    run=$runs/solve-$seed
    neuralmemory train configs/ntm-copy.yaml --seed "$seed" --out "$run" --force --quiet >/dev/null
    # Not the episodes that training was judged by.
    fresh20=$(measure "$run" bit_errors_per_sequence --set length=20 --seed 2000 --episodes 64)
    fresh120=$(measure "$run" bit_errors_per_sequence --set length=120 --seed 2000 --episodes 64)
    echo "$seed,$(field "$run/status.json" sequences),$(field "$run/status.json" seconds),$fresh20,$fresh120" | tee -a "$out"
done
