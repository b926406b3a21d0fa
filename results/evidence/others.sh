#!/usr/bin/env bash
# Five seeds each of repeat copy (NTM paper and DNC repository) and associative recall, trained until solved (under 0.1 bit a sequence at the
# sizes of training). Writes results/evidence/others.csv. About 15 minutes on one quiet core.
#
#   results/evidence/others.sh                                # all
#   results/evidence/others.sh ntm-associative-recall 1 2     # one config, some seeds
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/others.csv}
configs=${1:-ntm-associative-recall ntm-repeat-copy ntm-repeat-copy-dnc}
[ $# -gt 0 ] && shift
[ -e "$out" ] || echo 'config,seed,state,sequences,training_seconds,bits_per_sequence,wrong_bits_percent,reason' > "$out"
for config in $configs; do
    for seed in ${*:-$(seq 1 5)}; do
        run=$runs/$config-$seed
        neuralmemory train "configs/$config.yaml" --seed "$seed" --out "$run" --force --quiet >/dev/null
        bits=$(measure "$run" bits_per_sequence --episodes 256)
        wrong=$(measure "$run" wrong_bits_percent --episodes 256)
        echo "$config,$seed,$(field "$run/status.json" state),$(field "$run/status.json" sequences),$(field "$run/status.json" seconds),$bits,$wrong,$(field "$run/status.json" reason)" | tee -a "$out"
    done
done
