#!/usr/bin/env bash
# Draws learning.svg and lengths.svg in results/comparisons: of each machine on each task the runs at its best rate. RUNS is the folder
# that has the runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
source results/comparisons/tools.sh

links=$(mktemp -d)
trap 'rm -r "$links"' EXIT
drawn=()
while read -r task name rate seed; do
    mkdir -p "$links/$task"
    ln -s "$(realpath "$runs/compare-$name-$task-$rate-$seed")" "$links/$task/$name-seed$seed"
    drawn+=("$links/$task/$name-seed$seed")
done < <(cells best.awk $folder/runs.csv)
[ ${#drawn[@]} -gt 0 ] || { echo "$folder/runs.csv has no runs so far: no pictures"; exit 0; }
neuralmemory runs draw "${drawn[@]}" --title "Learning curves of machines of equal size, each at its best rate" --out $folder/learning.svg
neuralmemory runs draw "${drawn[@]}" --grid --title "Trained machines of equal size at other sizes of the task" --out $folder/lengths.svg
