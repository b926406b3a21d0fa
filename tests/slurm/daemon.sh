#!/usr/bin/env bash
# daemon.sh start|kill DIR controller|node: starts a daemon of the loopback cluster in DIR, or ends it by SIGKILL and waits until it is gone.
set -euo pipefail
action=${1:?daemon.sh start|kill DIR controller|node}
directory=$(cd "${2:?}" && pwd -P)
daemon=${3:?}
export SLURM_CONF="$directory/slurm.conf"
pid_file="$directory/$daemon/pid"
case $action in
    start)
        rm -f "$pid_file"
        case $daemon in
            controller) slurmctld ;;
            node) slurmd -N node1 ;;
        esac
        for _ in $(seq 50); do
            [ -s "$pid_file" ] && exit 0
            sleep 0.1
        done
        echo "daemon.sh: the $daemon does not start" >&2
        tail -n 5 "$directory/$daemon/log" >&2
        exit 1
        ;;
    kill)
        pid=$(cat "$pid_file")
        kill -KILL "$pid"
        # A container's first process may never reap what it inherits: a zombie is gone as well.
        while grep -qs '^State:[[:space:]]*[^Z[:space:]]' "/proc/$pid/status"; do sleep 0.05; done
        ;;
esac
