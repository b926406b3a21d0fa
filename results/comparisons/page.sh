#!/usr/bin/env bash
# Makes the page anew of the runs that there are: sizes, tables and pictures. RUNS is the folder that has the runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
export NEURALMEMORY
results/comparisons/sizes.sh
results/comparisons/table.sh
results/comparisons/pictures.sh
