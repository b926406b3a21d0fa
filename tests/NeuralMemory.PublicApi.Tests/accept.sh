#!/usr/bin/env bash
# Takes over what the libraries offer now into the lists that PublicApiTests compare with. Look at the difference before you commit it.
set -uo pipefail
cd "$(dirname "$0")"
dotnet test -c Release --nologo -v q --filter FullyQualifiedName~A_library_offers >/dev/null
cp bin/Release/net10.0/offered/*.txt Libraries/
git diff --stat -- Libraries
