# shellcheck shell=bash
# Shared by the scripts beside it; sourced, not run, in the root of the repository.
folder=results/comparisons
tasks="copy associative-recall key-value mqar selective-copying"
machines=$(sed -nE 's/^([a-z][a-z0-9-]*) .*/\1/p' $folder/machines.txt | tr '\n' ' ')

# machine NAME: what stands in the config's `machine`.
machine() { sed -nE "s/^$1 +(.*)/\\1/p" $folder/machines.txt; }

# cells FILE.awk FILES...: runs an awk program over the runs, with what it needs to know.
cells() {
    local program=$1
    shift
    LC_ALL=C awk -v tasks="$tasks" -v machines="$machines" -f $folder/cells.awk -f "$folder/$program" "$@"
}
