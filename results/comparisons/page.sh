#!/usr/bin/env bash
# Makes the page anew of the runs that are in runs.csv: sizes, tables and pictures. RUNS is the folder that has the runs, and NEURALMEMORY
# the command, which is built if it is not given.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
export NEURALMEMORY
results/comparisons/sizes.sh
results/comparisons/table.sh
results/comparisons/pictures.sh
