#!/usr/bin/env bash
# stop.sh DIR: ends the loopback cluster in DIR: its jobs, its daemons and whatever of its steps is left. DIR itself stays.
set -uo pipefail
directory=$(cd "${1:?stop.sh DIR}" 2>/dev/null && pwd -P) || exit 0
export SLURM_CONF="$directory/slurm.conf"
for daemon in controller node; do
    pid=$(cat "$directory/$daemon/pid" 2>/dev/null) || continue
    kill -KILL "$pid" 2>/dev/null
done
# The step daemons and what they started have this cluster's configuration in their environment, as a shell of the user may have as well.
for pass in 1 2; do
    for process in /proc/[0-9]*; do
        pid=${process#/proc/}
        grep -qsazxF "SLURM_CONF=$directory/slurm.conf" "$process/environ" || continue
        [ "$pid" != $$ ] || continue
        if grep -qsxF -e slurmstepd -e slurmd -e slurmctld "$process/comm" || grep -qsaz '^SLURM_JOB_ID=' "$process/environ"; then
            kill -KILL "$pid" 2>/dev/null
        fi
    done
done
pid=$(cat "$directory/munge/pid" 2>/dev/null) && kill -TERM "$pid" 2>/dev/null
exit 0
