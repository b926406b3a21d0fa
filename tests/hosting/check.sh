#!/usr/bin/env bash
# Packs the libraries, and has a console program outside the repository host the command from the packages: doctor, training on both engines, and
# an evaluation.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for project in src/NeuralMemory.*/; do
    case $project in *Cli/) continue ;; esac
    dotnet pack -c Release "$project" -o "$work/packages" --nologo -v q
done

# The packages of others come from the cache; of these here an older build must not be taken for the new one.
mkdir -p "$work/cache" "$work/host"
for package in "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/*; do
    case $(basename "$package") in neuralmemory*) ;; *) ln -s "$package" "$work/cache/" ;; esac
done

version=$(basename "$work"/packages/NeuralMemory.Commands.*.nupkg .nupkg)
version=${version#NeuralMemory.Commands.}
cat >"$work/host/nuget.config" <<END
<configuration>
  <config><add key="globalPackagesFolder" value="$work/cache" /></config>
  <packageSources><add key="here" value="$work/packages" /></packageSources>
</configuration>
END
cat >"$work/host/Host.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NeuralMemory.Commands" Version="$version" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
  </ItemGroup>
</Project>
END
echo 'return NeuralMemory.Commands.NeuralMemoryCommand.Run(args);' >"$work/host/Program.cs"
unset NUGET_PACKAGES
cd "$work/host"
dotnet build -c Release --nologo -v q
host() { dotnet bin/Release/net10.0/Host.dll "$@"; }
host doctor | tee doctor.txt
grep -q '^torch: *ok' doctor.txt
for engine in native torch; do
    host train ntm-copy --engine $engine --threads 1 --set training.steps=10 --set evaluation.episodes=2 --out "run-$engine" --quiet
    host eval "run-$engine" --set length=5 --episodes 2 --json >/dev/null
done
