#!/usr/bin/env bash
# Makes the tables of results/comparisons/README.md anew, of runs.csv and sizes.csv: replaces what stands between the two lines that say so.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/comparisons/tools.sh

page=$folder/README.md
grep -q '^<!-- tables -->$' $page && grep -q '^<!-- end of tables -->$' $page || { echo "error: $page has no place for tables" >&2; exit 1; }
{
    sed '/^<!-- tables -->$/q' $page
    cells table.awk $folder/sizes.csv $folder/runs.csv
    echo
    sed -n '/^<!-- end of tables -->$/,$p' $page
} > $page.new
mv $page.new $page
