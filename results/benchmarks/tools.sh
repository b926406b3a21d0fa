# shellcheck shell=bash
# Shared by the scripts beside it; sourced, not run, in the root of the repository.
folder=results/benchmarks
# shellcheck disable=SC2034 # the scripts use it
runs=${RUNS:-results/benchmark-runs}

# The tasks of a benchmark, and the machines there are.
tasks_of() { sed -nE "s/^$1 +(.*)/\\1/p" $folder/tasks.txt; }
machines() { sed -nE 's/^([a-z][a-z0-9-]*) .*/\1/p' $folder/machines.txt; }

# machine NAME: what stands in the config's `machine`.
machine() { sed -nE "s/^$1 +(.*)/\\1/p" $folder/machines.txt; }

# field FILE NAME: a number or text of an indented JSON document, the first of that name.
field() { sed -nE "s/^ *\"$2\": *\"?([^\",]*)\"?,?\$/\\1/p" "$1" | head -n 1; }
