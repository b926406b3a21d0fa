#!/usr/bin/env bash
# 2000 mutations of the tasks and configs of this repository and of command lines: none may be answered by an internal error, a stack trace
# or a control character. Writes results/evidence/mutations.csv. Two minutes on two cores; MUTATIONS says how many.
set -euo pipefail
cd "$(dirname "$0")/../.."
MUTATIONS=${MUTATIONS:-2000} dotnet test -c Release tests/NeuralMemory.Commands.Tests --filter 'FullyQualifiedName~MutationTests'
cat results/evidence/mutations.csv
