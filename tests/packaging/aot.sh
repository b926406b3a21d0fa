#!/usr/bin/env bash
# The program of machine code: it compiles without a warning (warnings are errors), is small, begins at once, and does all that the command
# built as usual does, to the byte. Needs the command built in Release, clang and zlib.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish src/NeuralMemory.Cli -p:PublishProfile=aot --artifacts-path "$work/artifacts" -o "$work/aot" --nologo -v q
program=$work/aot/neuralmemory
size=$(stat -c %s "$program")
echo "$((size / 1000000)) MB"
[ "$size" -lt 30000000 ] || { echo "FAILED: it was 18 MB"; exit 1; }
[ "$(find "$work/aot" -type f | wc -l)" -eq 1 ] || { echo "FAILED: there is more than the program"; ls "$work/aot"; exit 1; }
grep -q 'without the viewer' <("$program" view 2>&1)
grep -q 'without TorchSharp' <("$program" train copy-tiny --engine torch 2>&1)
tests/packaging/same.sh "$program" "dotnet $PWD/src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory.dll" "$work/same"
