#!/bin/sh
# Records the runs of this folder anew, with the code as it stands, and what it makes of them. Only for a change that is meant to
# change the bits of runs: the recorded ones are what an older version left behind, and a newer one must go on with them.
#
# usage: record.sh [NAME...]        e.g. record.sh ntm-random; all of them if none is named
set -eu
cd "$(dirname "$0")"
root=../../..
dotnet build -c Release $root/src/NeuralMemory.Cli --nologo -v q
[ $# -gt 0 ] || set -- $(ls -d */ | tr -d /)
for name; do
  rm -rf "$name/run" "$name/expected.json"
  dotnet run -c Release --no-build --project $root/src/NeuralMemory.Cli -- train "$name/experiment.yaml" --out "$name/run" --quiet
  # What says where it was made, and what only the end of a run leaves.
  (cd "$name/run" && rm -rf environment.json command.txt run.lock evaluations)
done
# Without expectations the tests fail, and leave what came out beside their assembly.
dotnet test -c Release .. --filter "FullyQualifiedName~RecordedRunsTests" || true
for name; do
  cp "../bin/Release/net10.0/recorded/$name.json" "$name/expected.json"
done
