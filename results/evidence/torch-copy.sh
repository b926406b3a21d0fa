#!/usr/bin/env bash
# Copy on the torch engine, on the processor: the README's config in batches of 16, on three seeds, until solved; then the same weights on both
# engines. Writes results/evidence/torch-copy.csv. About twenty minutes on one core; give seeds as arguments for fewer.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/torch-copy.csv}
echo 'seed,sequences,training_seconds,wrong_bits_20,bits_20_on_torch,bits_20_on_native' > "$out"
for seed in ${*:-1 2 3}; do
    run=$runs/torch-copy-$seed
    neuralmemory train configs/ntm-copy.yaml --engine torch --threads 1 --seed "$seed" --set training.batch=16 \
        --set evaluation.every=200 --out "$run" --force --quiet >/dev/null
    wrong=$(measure "$run" bit_errors_per_sequence --set length=20 --threads 1)
    torch=$(measure "$run" bits_per_sequence --set length=20 --threads 1)
    native=$(measure "$run" bits_per_sequence --set length=20 --engine native)
    echo "$seed,$(field "$run/status.json" sequences),$(field "$run/status.json" seconds),$wrong,$torch,$native" | tee -a "$out"
done
