#!/usr/bin/env bash
# The version that a build has, by the tags of a repository that is made for it: without git, without a tag, at a tag, and after one.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/NeuralMemory.Shipped" "$work/src/NeuralMemory.Torch"
cp Directory.*.props Directory.Build.targets global.json "$work"
cp src/Directory.Build.props src/Version.targets "$work/src"
cp src/NeuralMemory.Shipped/*.csproj "$work/src/NeuralMemory.Shipped"
cp src/NeuralMemory.Torch/Torch.targets "$work/src/NeuralMemory.Torch"
cd "$work"

expect() {
    local found
    found=$(dotnet msbuild src/NeuralMemory.Shipped -t:VersionOfTag -getProperty:Version "${@:2}")
    if [ "$found" != "$1" ]; then
        echo "FAILED: expected $1, found $found ($(git describe --tags 2>&1))"
        exit 1
    fi
    echo "$found"
}

commit() { git -c user.name=test -c user.email=test@localhost commit -q --allow-empty -m "$1"; }

tag() { git -c user.name=test -c user.email=test@localhost tag -m "$1" "$1"; }

expect 0.1.0
git init -q
commit first
expect 0.1.0
tag v0.2.0
expect 0.2.0
tag other
commit second
commit third
expect 0.2.1-alpha.2
expect 7.8.9 -p:Version=7.8.9
tag v0.3.0-rc.1
expect 0.3.0-rc.1
commit fourth
expect 0.3.0-rc.1.1
tag v0.3.0
expect 0.3.0
# Where there is no git, a shell says so by 127.
mkdir "$work/none"
printf '#!/bin/sh\necho "sh: git: not found" >&2\nexit 127\n' >"$work/none/git"
chmod +x "$work/none/git"
PATH="$work/none:$PATH" expect 0.1.0
