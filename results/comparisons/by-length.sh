#!/usr/bin/env bash
# What attention is worth by the length of a sequence: the encoder and decoder with it and without, on copy, each at all rates and seeds of
# runs.csv, measured at lengths of training and beyond. Writes results/comparisons/by-length.csv.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
source results/comparisons/tools.sh
echo 'machine,rate,seed,length,right_percent' > $folder/by-length.csv
for machine in seq2seq seq2seq-none; do
    grep "^$machine,copy," $folder/runs.csv | sort | while IFS=, read -r _ _ rate seed _; do
        neuralmemory eval "$runs/compare-$machine-copy-$rate-$seed" --grid 'length=[2,5,10,15,20,30]' --json > "$runs/by-length.json"
        sed -nE 's/^ *"(length|wrong_bits_percent)": *([0-9.eE+-]+),?$/\1 \2/p' "$runs/by-length.json" | LC_ALL=C awk -v of="$machine,$rate,$seed" '
            $1 == "length" { length_ = $2 } $1 == "wrong_bits_percent" { printf "%s,%d,%.2f\n", of, length_, 100 - $2 }'
    done
done >> $folder/by-length.csv
