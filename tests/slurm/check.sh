#!/usr/bin/env bash
# check.sh [PROGRAM]: sweeps on a real Slurm, which is started on loopback with own ports and ended again: see README.md.
# PROGRAM is the built command; that of this repository if not given.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
program=${1:-$root/src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory}
work=$(mktemp -d)
began=$SECONDS

finish() {
    local status=$?
    "$here/stop.sh" "$work/cluster"
    if [ "$status" -ne 0 ]; then
        echo "the controller's last words:"
        grep -vE 'mpi|MPI|PMI' "$work/cluster/controller/log" 2>/dev/null | tail -n 15
    fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

ok() {
    printf 'ok      %3d s  %s\n' $((SECONDS - began)) "$*"
}

fail() {
    printf 'FAILED  %3d s  %s\n' $((SECONDS - began)) "$*"
    squeue --array
    for folder in "$work"/*/slurm; do
        [ -d "$folder" ] || continue
        sweep status "${folder%/slurm}" --each
        tail -n 3 "$folder"/*/*.log "$folder"/*/*.state 2>/dev/null
    done
    exit 1
}

# expect WORDS COMMAND...: the command must succeed.
expect() {
    local words=$1
    shift
    "$@" || fail "$words: $*"
}

# until_so SECONDS WORDS COMMAND...: the command must succeed within some seconds.
until_so() {
    local end=$((SECONDS + $1)) words=$2
    shift 2
    while ! "$@"; do
        [ "$SECONDS" -lt "$end" ] || fail "not in time: $words"
        sleep 0.2
    done
}

sweep() {
    "$program" sweep "$@"
}

# count FOLDER STATE: how many jobs of a sweep are in a state.
count() {
    sweep status "$1" --json | grep -c "^{\"event\":\"job\".*\"state\":\"$2\""
}

has() {
    [ "$(count "$1" "$2")" -ge "$3" ]
}

# in_queue STATE [NAME]: how many tasks Slurm has in a state; the sweeps' names are those of their jobs.
in_queue() {
    squeue --noheader --array --states="$1" ${2:+--name="$2"} | wc -l
}

queued() {
    [ "$(in_queue "$1" "$2")" -ge "$3" ]
}

is_gone() {
    [ "$(squeue --noheader --array --name="$1" | wc -l)" -eq 0 ]
}

first_running() {
    squeue --noheader --array --states=RUNNING --name="$1" --format=%i | head -n 1
}

# logs SWEEP WORDS: how often its tasks said something.
logs() {
    cat "$work/$1"/slurm/*/*.log 2>/dev/null | grep -c "$2"
}

# logged SWEEP WORDS TIMES: at least so often.
logged() {
    [ "$(logs "$1" "$2")" -ge "$3" ]
}

# mid_way SWEEP: a job of it is in the middle of its training.
mid_way() {
    queued RUNNING "$1" 1 && sweep status "$work/$1" --json | grep '"state":"running"' | grep -qE '"steps":[1-9]'
}

# What a person who looks after a cluster does when a controller that forgot a task has begun it twice on a node.
administer() {
    if sinfo --noheader --Node --format=%T | grep -q drain; then
        scontrol update nodename=node1 state=resume
    fi
    squeue --noheader --array --format='%i %r' | awk '/held/ { print $1 }' | while read -r task; do
        scontrol release "$task"
    done
    # Asks the node what it has, so that nobody waits for what ended while the controller looked away.
    [ $((SECONDS % 4)) -ne 0 ] || scontrol reconfigure
}

gone_with_help() {
    administer 2>/dev/null
    is_gone "$1"
}

trains_with_help() {
    administer 2>/dev/null
    mid_way "$1"
}

urgent_runs_with_help() {
    administer 2>/dev/null
    queued RUNNING urgent 1
}

# hits WORDS COMMAND...: does something to a task of the proof that trains, until one says the words.
# A task that ends just then hears nothing, so that others are tried.
hits() {
    local words=$1 said attempt
    shift
    for attempt in 1 2 3 4 5; do
        until_so 60 'a job trains' trains_with_help proof
        said=$(logs proof "$words")
        "$@"
        for _ in {1..40}; do
            ! logged proof "$words" $((said + 1)) || return 0
            sleep 0.2
        done
    done
    fail "no job said: $words"
}

# An urgent job takes the node, and keeps it until it is let go: what waits for it can be looked at, however slow the machine.
urgent() {
    let_go
    sbatch --parsable --partition=high --cpus-per-task=3 --mem=256M --job-name=urgent --output=/dev/null --wrap 'sleep 600' >/dev/null
    until_so 60 'the urgent job runs' urgent_runs_with_help
}

let_go() {
    scancel --name=urgent
    until_so 20 'the urgent job is gone' is_gone urgent
}

warn() {
    scancel --batch --signal=USR1 "$(first_running proof)"
}

requeue() {
    scontrol requeue "$(first_running proof)"
}

# write NAME STEPS SEEDS: a sweep of two rates.
write() {
    cat >"$work/$1.yaml" <<YAML
name: $1
config: $root/configs/copy-tiny.yaml
overrides: { training.steps: $2, stop: null, evaluation.every: 500, training.checkpoint.every: 200 }
grid: { training.optimizer.rate: [1e-3, 1e-2] }
seeds: $3
launcher: { name: slurm, slurm: { partition: low } }
YAML
}

submit() {
    sweep run "$work/$1.yaml" --out "$work/$1" --quiet "${@:2}" >"$work/$1.said" 2>&1
}

[ -x "$program" ] || { echo "there is no program $program: build it first"; exit 1; }
CPUS=4 "$here/start.sh" "$work/cluster" || exit 1
. "$work/cluster/environment"
ok "a controller and a node are up: $(sinfo --version)"

# A job at the end of its time: Slurm looks twice a minute, so this one runs beside the others, where nobody preempts it.
write timed 10000000 1
sed -i 's/, 1e-2\]/]/' "$work/timed.yaml"
expect 'a timed job is submitted' submit timed --slurm partition=high --slurm time=1 --slurm signal=B:USR1@30

# Refusals.
write refused 10 1
! submit refused --slurm partition=nosuch || fail 'a partition that is not there is taken'
expect 'Slurm is heard when it refuses' grep -q 'invalid partition specified: nosuch' "$work/refused.said"
ok 'what Slurm refuses is told in its words'

# The sweep of the proof, here and on the cluster: of jobs of some eight seconds, however fast the machine, so that what comes finds them training; and
# of longer ones where commands are slow, so that a dozen of them fits into a job.
jobs=12
write try 4000 1
begun=$(date +%s%N)
sweep run "$work/try.yaml" --out "$work/try" --launcher local --jobs 1 --quiet >/dev/null || fail 'a sweep to measure with'
each=$((($(date +%s%N) - begun) / 2000000 + 1))
begun=$(date +%s%N)
sweep status "$work/try" >/dev/null || fail 'a command to measure with'
command=$((($(date +%s%N) - begun) / 1000000))
length=$((command * 12 > 8000 ? command * 12 : 8000))
steps=$((4000 * length / each / 1000 * 1000 + 1000))
write proof $steps 1..6
sweep run "$work/proof.yaml" --out "$work/local" --launcher local --jobs 2 --quiet >/dev/null || fail 'the local sweep'
expect 'the local sweep is complete' has "$work/local" done $jobs
ok "a local sweep of $jobs jobs, to compare with"

expect 'the sweep is submitted' submit proof
expect 'the whole sweep is in the queue' [ "$(squeue --noheader --array --name=proof | wc -l)" -eq $jobs ]
expect 'the same command again is fine' submit proof
expect 'nothing is in the queue twice' [ "$(squeue --noheader --array --name=proof | wc -l)" -le $jobs ]
expect 'nothing was submitted twice' [ "$(ls "$work/proof/slurm" | grep -c '^[0-9]')" -eq 1 ]
until_so 20 'a job trains' mid_way proof
ok "an array of $jobs: submitted once, though asked for twice"

"$here/daemon.sh" kill "$work/cluster" node
sleep 1
"$here/daemon.sh" start "$work/cluster" node
expect 'no job minds the death of a node daemon' [ "$(count "$work/proof" failed)" -eq 0 ]
ok 'the daemon on the node is killed and comes again'

# While others wait: of those nobody else knows anything.
until_so 10 'jobs wait' queued PENDING proof 2
look=$SECONDS
sweep status "$work/proof" >/dev/null || fail 'status of a sweep that runs'
usual=$((SECONDS - look))
"$here/daemon.sh" kill "$work/cluster" controller
look=$SECONDS
sweep status "$work/proof" >"$work/said" || fail 'status needs the controller'
expect 'status says that it does not know' grep -q unknown "$work/said"
expect 'status does not wait for a dead controller' [ $((SECONDS - look)) -le $((10 + usual)) ]
! submit proof || fail 'submitted without a controller'
"$here/daemon.sh" start "$work/cluster" controller
ok 'the controller is killed: states are not known, and it comes again'

hits 'Slurm has put the task back' urgent
expect 'status says so' has "$work/proof" requeued 1
expect 'preemption is no failure' [ "$(count "$work/proof" failed)" -eq 0 ]
let_go
ok 'preempted: requeued, not failed'

hits 'the time here is over' warn
ok 'a warning: a checkpoint, and back into the queue'

hits 'Slurm has put the task back' requeue
ok 'requeued by hand'

until_so 90 'the sweep leaves the queue' gone_with_help proof
for round in 1 2 3; do
    has "$work/proof" done $jobs && break
    expect 'what is missing is submitted again' submit proof
    until_so 60 'the rest leaves the queue' gone_with_help proof
done
expect 'the sweep is complete' has "$work/proof" done $jobs
for job in $(cd "$work/local" && ls -d ????????????/seed-*); do
    file=$job/checkpoints/$(printf 'step-%08d' $steps)/weights.safetensors
    cmp "$work/local/$file" "$work/proof/$file" || fail "$job has other weights than here"
done
expect "as many ends as jobs" [ "$(logs proof ': done after')" -eq $jobs ]
expect 'a job went on from a checkpoint' logged proof 'goes on' 1
[ -z "$(find "$work/proof" -name '.tmp-*' ! -path '*/slurm/*')" ] || fail 'a file is half-written'
ok "complete after $((round - 1)) further submissions and $(logs proof ', restart') restarts; each job ran to its end once; weights as here, to the bit"

# A job that fails among good ones.
write failing 200 1..2
expect 'a sweep is submitted, one job at a time' submit failing --jobs 1
bad=$(sed -n 4p "$work/failing/slurm/1/jobs.txt")
mkdir -p "$work/failing/${bad%/*}"
echo 'in the way' >"$work/failing/$bad"
until_so 40 'the sweep leaves the queue' is_gone failing
expect 'three are done' has "$work/failing" done 3
expect 'one has failed' has "$work/failing" failed 1
sweep status "$work/failing" | grep -q "failed: .*$bad" || fail 'the reason is not told'
rm "$work/failing/$bad"
expect 'the failed one is submitted again' submit failing
until_so 30 'it leaves the queue' is_gone failing
expect 'all are done' has "$work/failing" done 4
ok 'one job failed, with its reason; three went on; the next run does it'

# A failure that stops the others, and a group, which has no file of its own.
write stopping 200 1..2
echo 'on_failure: stop' >>"$work/stopping.yaml"
bad=$(sweep run "$work/stopping.yaml" --out "$work/stopping" --dry-run --json | grep -oE '[0-9a-f]{12}/seed-1' | head -n 1)
mkdir -p "$work/stopping/${bad%/*}"
"$program" train "$root/configs/copy-tiny.yaml" --seeds 1..2 --set training.steps=200 --out "$work/group" --launcher slurm \
    --slurm partition=low --quiet >"$work/said" 2>&1 || fail 'a group is not submitted'
urgent
expect 'a sweep is submitted that a failure stops' submit stopping --jobs 1
echo 'in the way' >"$work/stopping/$bad"
let_go
until_so 40 'the sweep leaves the queue' is_gone stopping
expect 'one has failed' has "$work/stopping" failed 1
expect 'those that waited are cancelled' has "$work/stopping" cancelled 3
until_so 30 'the group leaves the queue' is_gone copy-tiny
expect 'both seeds are trained' [ "$(ls "$work"/group/seed-[12]/evaluations/final.json | wc -l)" -eq 2 ]
ok 'on_failure: stop cancels those that wait; a group of seeds is trained as well'

# The timed job has had its time by now.
until_so 60 'the timed job is warned' logged timed 'the time here is over' 1
until_so 30 'the timed job runs again' logged timed 'restart 1' 1
expect 'it has not failed' [ "$(count "$work/timed" failed)" -eq 0 ]
expect 'it is cancelled' sweep cancel "$work/timed" >/dev/null
until_so 20 'the queue is empty' is_gone timed
ok 'at the end of its time: a checkpoint, a requeue, and it goes on'

# Cancelling.
write long 10000000 1
expect 'two long jobs' submit long --jobs 1
until_so 20 'one runs' logged long ' begins' 1
until_so 20 'it trains' mid_way long
number=$(cat "$work/long/slurm/1/number.txt")
scancel "${number}_2"
scancel "${number}_1"
until_so 20 'the queue is empty' is_gone long
expect 'both are cancelled' has "$work/long" cancelled 2
sleep 6
expect 'nobody put them back' is_gone long
sweep run "$work/long.yaml" --out "$work/long" --slurm partition=cancelled >"$work/long.said" 2>&1 || fail 'not submitted again'
expect 'sweep run says what preemption means here' grep -q 'PreemptMode=CANCEL' "$work/long.said"
until_so 30 'both run' has "$work/long" running 2
ok 'cancelled, running and waiting: not requeued, not failed, and submitted again by the next run'

# Preemption that means the end, as a cluster may have it.
urgent
until_so 30 'a job that was to be ended requeues itself' has "$work/long" requeued 1
let_go
until_so 30 'both run again' has "$work/long" running 2
expect 'sweep cancel' sweep cancel "$work/long" >/dev/null
until_so 20 'the queue is empty' is_gone long
expect 'both are cancelled' has "$work/long" cancelled 2
ok 'preempted where that means the end: the job requeues itself; sweep cancel ends it'

"$here/stop.sh" "$work/cluster"
sleep 0.3
left=$(grep -lsaF "$work" /proc/[0-9]*/cmdline /proc/[0-9]*/environ | grep -v "/$$/" | cut -d/ -f3 | sort -u | while read -r pid; do
    grep -qs '^State:[[:space:]]*[^Z[:space:]]' "/proc/$pid/status" && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null
done)
case $left in *slurm* | *munge* | *neuralmemory*) echo "FAILED  left behind: $left"; exit 1 ;; esac
ok 'no process is left'
