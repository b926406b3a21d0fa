#!/usr/bin/env bash
# Takes over what the libraries offer now into the lists that PublicApiTests compare with. Look at the difference before you commit it.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c Release --nologo -v q
rm -rf bin/Release/net10.0/offered
# It fails where a list is about to change.
dotnet test -c Release --no-build --filter FullyQualifiedName~A_library_offers >/dev/null 2>&1 || true
cp bin/Release/net10.0/offered/*.txt Libraries/
git diff --stat -- Libraries
