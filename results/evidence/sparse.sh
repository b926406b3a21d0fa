#!/usr/bin/env bash
# Three seeds each of copy and associative recall by sparse access memories of a million slots. Writes results/evidence/sparse.csv, a line for each
# length or number of items that is measured. About 15 minutes on one quiet core.
#
#   results/evidence/sparse.sh                                # all
#   results/evidence/sparse.sh sam-copy-million 1 2           # one config, some seeds
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/sparse.csv}
configs=${1:-sam-copy-million sam-associative-recall-million}
[ $# -gt 0 ] && shift
[ -e "$out" ] || echo 'config,seed,state,sequences,training_seconds,size,bits_per_sequence,bit_errors_per_sequence,wrong_bits_percent' > "$out"
for config in $configs; do
    sizes='items=6 items=10 items=15 items=20'
    [ "$config" = sam-copy-million ] && sizes='length=10 length=20 length=30 length=50'
    for seed in ${*:-$(seq 1 3)}; do
        run=$runs/$config-$seed
        [ -e "$run/evaluations/final.json" ] || neuralmemory train "configs/$config.yaml" --seed "$seed" --out "$run" --threads 1 --force --quiet >/dev/null
        for size in $sizes; do
            bits=$(measure "$run" bits_per_sequence --episodes 1000 --set "$size")
            errors=$(field "$runs/evaluation.json" bit_errors_per_sequence)
            wrong=$(field "$runs/evaluation.json" wrong_bits_percent)
            echo "$config,$seed,$(field "$run/status.json" state),$(field "$run/status.json" sequences),$(field "$run/status.json" seconds),$size,$bits,$errors,$wrong" | tee -a "$out"
        done
    done
done
