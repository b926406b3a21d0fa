#!/usr/bin/env bash
# Writes the table of a benchmark's page anew, of the runs in its runs.csv: `page.sh mad`. The rest of the page stays.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/benchmarks/tools.sh
benchmark=${1:?say which benchmark}
page=$folder/$benchmark/README.md
table=$(LC_ALL=C awk -v benchmark="$benchmark" -v tasks="$(tasks_of "$benchmark")" -v machines="$(machines | tr '\n' ' ')" \
    -f $folder/table.awk $folder/published.csv "$folder/$benchmark/runs.csv")
awk -v table="$table" '/<!-- end of table -->/ { print table; print ""; inside = 0 } !inside { print } /<!-- table -->/ { print ""; inside = 1 }' \
    "$page" > "$page.new"
mv "$page.new" "$page"
