#!/usr/bin/env bash
# Packs what check.sh needs into one folder without .NET or libtorch: a single program, configs and tasks.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=tests/gpu/out
rm -rf "$out"
dotnet publish -c Release tests/NeuralMemory.Benchmarks -r linux-x64 --self-contained -o "$out" --nologo -v q \
    -p:PublishSingleFile=true -p:EnableCompressionInSingleFile=true -p:TorchRuntime=none -p:DebugType=none -p:GenerateDocumentationFile=false
rm -rf "$out"/*.pdb "$out"/*.xml "$out"/amd64 "$out"/libcapstone.so
mkdir -p "$out/configs"
cp configs/ntm-copy.yaml "$out/configs/"
cp -r tasks "$out/"
size=$(du -sm "$out" | cut -f1)
echo "$out: $size MiB"
[ "$size" -lt 64 ]
