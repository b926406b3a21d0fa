#!/usr/bin/env bash
# Translation of small phrases, with attention and without it: on each seed both machines are trained by the same config. Writes
# results/evidence/phrases.csv: how many phrases are right to the last word when the machine's own words come back to it, of those that it was
# trained on and of those held out, found by a beam of 4 and greedily; and for how many words of 60 held-out phrases, whose alignments were
# read line by line, the largest weight falls on the right English one. Nothing is chosen by the held-out phrases, so that all of them are
# measured. A minute a run on a quiet core; give seeds as arguments for others than 1 to 5.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
out=${OUT:-results/evidence/phrases.csv}
alignments=tasks/corpora/english-french-alignments.tsv

# aligned RUN: percent of the aligned French words whose largest weight is on the English word that they come from.
aligned() {
    local english french pairs
    grep -v '^#' "$alignments" | while IFS=$'\t' read -r english french pairs; do
        neuralmemory inspect "$1" --text "$english" --answer "$french" --out "$runs/aligned.svg" >/dev/null
        # Columns of the numbers: group, head, row, its name, column, its name, weight.
        awk -F, -v pairs="$pairs" '
            NR > 1 && $7 > most[$3] { most[$3] = $7; at[$3] = $5 }
            END { n = split(pairs, pair, " "); for (i = 1; i <= n; i++) { split(pair[i], p, "-"); print at[p[1]] == p[2] } }' \
            "$runs/aligned.csv"
    done | awk '{ right += $1; all++ } END { printf "%.1f\n", 100 * right / all }'
}

mkdir -p "$runs"
[ -f "$out" ] || echo 'seed,attention,training_seconds,training_exact_percent,held_out_exact_percent,held_out_exact_greedy_percent,held_out_bleu,aligned_percent' > "$out"
for seed in ${*:-1 2 3 4 5}; do
    for attention in cosine none; do
        run=$runs/phrases-$attention-$seed
        sets=()
        [ "$attention" != none ] || sets=(--set machine.attention=none --set machine.input_feeding=false)
        neuralmemory train configs/seq2seq-phrases.yaml --seed "$seed" --set evaluation.test_seed=null --set evaluation.episodes=137 "${sets[@]}" --out "$run" --force --quiet >/dev/null
        trained=$(measure "$run" free_exact_match_percent --training-lines --episodes 512)
        right=$(measure "$run" free_exact_match_percent)
        bleu=$(field "$runs/evaluation.json" bleu)
        greedy=$(measure "$run" free_exact_match_percent --beam 1)
        share=""
        [ "$attention" = none ] || share=$(aligned "$run")
        echo "$seed,$attention,$(field "$run/status.json" seconds),$trained,$right,$greedy,$bleu,$share" | tee -a "$out"
    done
done
