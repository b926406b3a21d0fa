#!/usr/bin/env bash
# Makes the tables of results/comparisons/README.md anew, of runs.csv and sizes.csv: replaces what stands between the two lines that say so.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/comparisons/tools.sh

page=$folder/README.md
for line in '<!-- tables -->' '<!-- end of tables -->'; do
    grep -qxF "$line" $page || { echo "error: $page has no line '$line'" >&2; exit 1; }
done
{
    sed '/^<!-- tables -->$/q' $page
    cells table.awk $folder/sizes.csv $folder/runs.csv
    echo
    sed -n '/^<!-- end of tables -->$/,$p' $page
} > $page.new
mv $page.new $page
