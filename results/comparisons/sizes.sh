#!/usr/bin/env bash
# Asks for the size of each machine on each task, without training: writes results/comparisons/sizes.csv. `state` is how many numbers a
# machine carries from step to step at the end of the longest episode of training, `growing` how many of them are there because the episode
# is as long as its `steps`; empty for a machine that reads an episode whole and answers all of its steps at once.
set -euo pipefail
cd "$(dirname "$0")/../.."
source results/evidence/tools.sh
source results/comparisons/tools.sh

# number TEXT INDENT NAME: a number of an indented JSON document, so deep inside; empty for null.
number() { sed -nE "s/^ {$2}\"$3\": *([0-9]+),?\$/\\1/p" <<< "$1"; }

{
    echo 'machine,task,parameters,state,growing,steps'
    for task in $tasks; do
        for name in $machines; do
            run=$(neuralmemory train "configs/comparisons/$task.yaml" --set "machine=$(machine "$name")" --dry-run --json)
            echo "$name,$task,$(number "$run" 2 parameters),$(number "$run" 4 numbers),$(number "$run" 4 growing),$(number "$run" 4 steps)"
        done
    done
} > $folder/sizes.csv.new
mv $folder/sizes.csv.new $folder/sizes.csv
