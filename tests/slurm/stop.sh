#!/usr/bin/env bash
# stop.sh DIR: ends the loopback cluster in DIR: its jobs, its daemons and whatever of its steps is left. DIR itself stays.
set -uo pipefail
directory=$(cd "${1:?stop.sh DIR}" 2>/dev/null && pwd -P) || exit 0
export SLURM_CONF="$directory/slurm.conf"
for daemon in controller node; do
    pid=$(cat "$directory/$daemon/pid" 2>/dev/null) || continue
    kill -KILL "$pid" 2>/dev/null
done
# The step daemons, by this cluster's spool folder, and what they started, by this cluster's configuration in their environment.
for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    [ "$pid" != $$ ] || continue
    if grep -qsaF "$directory/node" "$process/cmdline" \
        || { grep -qsazxF "SLURM_CONF=$directory/slurm.conf" "$process/environ" && grep -qsaz '^SLURM_JOB_ID=' "$process/environ"; }; then
        kill -KILL "$pid" 2>/dev/null
    fi
done
pid=$(cat "$directory/munge/pid" 2>/dev/null) && kill -TERM "$pid" 2>/dev/null
exit 0
