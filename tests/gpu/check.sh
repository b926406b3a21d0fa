#!/usr/bin/env bash
# Checks a device of torch; README.md says what. Needs what pack.sh made, and an installed PyTorch or NEURALMEMORY_LIBTORCH.
set -uo pipefail
cd "$(dirname "$0")/out"
device=${1:-cuda}
seconds=${2:-600}
program=./NeuralMemory.Benchmarks
chmod +x "$program"
if [ -z "${NEURALMEMORY_LIBTORCH:-}" ]; then
    NEURALMEMORY_LIBTORCH=$(python3 -c 'import os, torch; print(os.path.join(os.path.dirname(torch.__file__), "lib"))') || exit 1
    export NEURALMEMORY_LIBTORCH
fi
mkdir -p report
failed=0

# part NAME SECONDS COMMAND...: one part; its output goes to the screen and to report/NAME.
part() {
    local name=$1 limit=$2 start=$SECONDS
    shift 2
    echo "== $name"
    timeout "$limit" "$@" 2>&1 | tee "report/$name"
    local status=${PIPESTATUS[0]}
    echo "== $name: status $status, $((SECONDS - start)) s" | tee -a report/summary
    [ "$status" -eq 0 ] || failed=$((failed + 1))
}

: >report/summary
part doctor 60 "$program" command doctor
part parity 120 "$program" parity "$device"
part replay 120 "$program" replay "$device"
part train 240 "$program" command train configs/ntm-copy.yaml --engine "torch:$device" --set training.batch=16 \
    --set evaluation.every=200 --out report/copy --force --quiet
part engines $((seconds / 2)) "$program" engines ntm-128x20 ntm-1024x64
if [ "$device" != cpu ] && python3 -c 'import torch' 2>/dev/null; then
    part pytorch 120 python3 ../pytorch_ntm.py "$device"
fi
grep -h 'solved' report/train
echo "$failed parts failed"
[ "$failed" -eq 0 ]
