#!/usr/bin/env bash
# The pages of `view` in a real browser, Debian's chromium: tests/browser/check.sh [WORDS], where WORDS choose checks by all of them being in their names.
# SCREENSHOTS=FOLDER keeps a picture of every page that was looked at; CHROMIUM=PROGRAM takes another browser than the one that is found.
# COMMAND=PROGRAM takes another command than the one that is built here.
set -euo pipefail
cd "$(dirname "$0")/../.."
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ]; then
    echo 'there is no chromium: apt install chromium fonts-dejavu-core' >&2
    exit 1
fi
if [ -z "${COMMAND:-}" ]; then
    dotnet build -c Release src/NeuralMemory.Cli --nologo -v q
    COMMAND=src/NeuralMemory.Cli/bin/Release/net10.0/neuralmemory
fi
dotnet build -c Release tests/browser/NeuralMemory.BrowserChecks.csproj --nologo -v q
exec dotnet tests/browser/bin/Release/net10.0/NeuralMemory.BrowserChecks.dll "$COMMAND" "$chromium" "$@"
