# Shared by the scripts beside it; sourced, not run. NEURALMEMORY names the command, RUNS the folder for the runs.
runs=${RUNS:-results/evidence-runs}

if [ -z "${NEURALMEMORY:-}" ]; then
    dotnet build -c Release -v q --nologo src/NeuralMemory.Cli
    NEURALMEMORY=src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory
fi

neuralmemory() { "$NEURALMEMORY" "$@"; }

# field FILE NAME: a number or text of a flat JSON document.
field() { sed -nE "s/^ *\"$2\": *\"?([^\",]*)\"?,?\$/\\1/p" "$1" | head -n 1; }

# measure RUN METRIC OPTIONS...: one number of an evaluation.
measure() {
    local run=$1 metric=$2
    shift 2
    neuralmemory eval "$run" --json "$@" > "$runs/evaluation.json"
    field "$runs/evaluation.json" "$metric"
}
