#!/usr/bin/env bash
# start.sh DIR: a real Slurm controller and one node on loopback, with own ports and all of their state under DIR.
# Afterwards "source DIR/environment" makes sbatch, squeue and the others speak to it. stop.sh DIR ends it.
# What it takes: slurmctld, slurmd and munged (Debian: slurm-wlm and munge). No accounting database, no cgroups.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
directory=${1:?start.sh DIR}
for program in slurmctld slurmd munged sbatch squeue scontrol; do
    command -v "$program" >/dev/null || { echo "start.sh: $program is missing (apt-get install slurm-wlm munge)" >&2; exit 1; }
done
mkdir -p "$directory"
directory=$(cd "$directory" && pwd -P)
mkdir -p -m 755 "$directory"/{munge,controller,node}
chmod 755 "$directory"

# Two ports that nobody listens on: below those that the kernel hands out, so that no connection takes one in between.
free_port() {
    local port
    while :; do
        port=$((10000 + RANDOM % 20000))
        ss -Hltn "sport = :$port" | grep -q . || break
    done
    echo "$port"
}
controller_port=$(free_port)
node_port=$(free_port)
while [ "$node_port" = "$controller_port" ]; do node_port=$(free_port); done
user=$(id -un)

cat >"$directory/slurm.conf" <<CONF
ClusterName=loopback
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$directory/munge/socket,cred_expire=${REQUEUE_DELAY:-5}
CredType=cred/munge
StateSaveLocation=$directory/controller
SlurmdSpoolDir=$directory/node
SlurmctldPidFile=$directory/controller/pid
SlurmdPidFile=$directory/node/pid
SlurmctldLogFile=$directory/controller/log
SlurmdLogFile=$directory/node/log
SlurmctldDebug=info
SlurmdDebug=info
ReturnToService=2
SlurmdTimeout=15
BatchStartTimeout=2
InactiveLimit=0
MinJobAge=${MIN_JOB_AGE:-300}
KillWait=${KILL_WAIT:-5}
JobRequeue=1
MpiDefault=none
SwitchType=switch/none
TaskPlugin=task/none
ProctrackType=proctrack/linuxproc
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=1,sched_min_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=256
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
SlurmdParameters=config_overrides
SlurmctldParameters=${CONTROLLER_PARAMETERS:-enable_configless}
NodeName=node1 NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) CPUs=${CPUS:-2} RealMemory=${MEMORY:-8000} State=UNKNOWN
PartitionName=low Nodes=node1 Default=YES MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=REQUEUE GraceTime=${GRACE:-0}
PartitionName=high Nodes=node1 Default=NO MaxTime=INFINITE State=UP PriorityTier=10 PreemptMode=OFF
PartitionName=cancelled Nodes=node1 Default=NO MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=CANCEL
CONF
cat >"$directory/environment" <<ENV
export SLURM_CONF='$directory/slurm.conf'
slurm_directory='$directory'
ENV
export SLURM_CONF="$directory/slurm.conf"

head -c 128 /dev/urandom >"$directory/munge/key"
chmod 400 "$directory/munge/key"
munged --force --num-threads=1 --key-file="$directory/munge/key" --socket="$directory/munge/socket" \
    --pid-file="$directory/munge/pid" --log-file="$directory/munge/log" --seed-file="$directory/munge/seed" 2>>"$directory/munge/log"
"$here/daemon.sh" start "$directory" controller
"$here/daemon.sh" start "$directory" node

for _ in $(seq 100); do
    state=$(sinfo -h -N -n node1 -o %T 2>/dev/null | head -1)
    case $state in idle | mixed | allocated) exit 0 ;; esac
    sleep 0.1
done
echo "start.sh: the node is '$state' after 10 s" >&2
tail -n 20 "$directory"/*/log >&2
"$here/stop.sh" "$directory"
exit 1
