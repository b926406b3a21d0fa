#!/usr/bin/env bash
# The command as a .NET tool, installed from its package and used where there is no repository: it trains, evaluates and lists by names
# alone, a folder's own tasks come first, and the viewer answers. The packages say what they are.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# Without torch, whose package is 130 MB; tests/hosting has it. Elsewhere than the usual build, which has it.
dotnet pack -c Release src/NeuralMemory.Cli -p:Torch=false --artifacts-path "$work/artifacts" -o "$work/packages" --nologo -v q
package=$(basename "$work"/packages/NeuralMemory.[0-9]*.nupkg .nupkg)
version=${package#NeuralMemory.}
echo "$package: $(du -h "$work/packages/$package.nupkg" | cut -f1)"
unzip -l "$work/packages/$package.nupkg" >"$work/entries"
for entry in README.md tools/net10.0/any/DotnetToolSettings.xml; do
    grep -q " $entry$" "$work/entries" || { echo "FAILED: $entry is not in the package"; exit 1; }
done

# Somebody who has never been here.
export HOME=$work/home DOTNET_CLI_HOME=$work/home NUGET_PACKAGES=$work/home/packages
mkdir -p "$HOME" "$work/place"
cat >"$work/nuget.config" <<END
<configuration>
  <packageSources><clear /><add key="here" value="$work/packages" /></packageSources>
</configuration>
END
dotnet tool install NeuralMemory --version "$version" --tool-path "$work/tool" --configfile "$work/nuget.config" >/dev/null
cd "$work/place"
tool=$work/tool/neuralmemory
[ "$("$tool" --version | cut -d+ -f1)" = "$version" ]

"$tool" train ntm-copy --set training.steps=20 --set evaluation.episodes=4 --quiet
"$tool" eval results/ntm-copy-seed1 --set length=5 --episodes 4 --json >/dev/null
"$tool" report results/ntm-copy-seed1 --out report.html >/dev/null
grep -qE '^ +copy +shipped ' <("$tool" task list)
grep -qE '^ +ntm-copy +shipped ' <("$tool" config list)
diff <("$tool" task list --json | grep -c '"file": "shipped:tasks/') <(ls "$root"/tasks/*.yaml | wc -l)
grep -q '^gradients: *ok' <("$tool" doctor)

# The folder's own come first.
mkdir tasks configs
sed 's/^description: .*/description: Mine./' "$root/tasks/copy.yaml" >tasks/copy.yaml
"$tool" config show copy-tiny >configs/mine.yaml
grep -qE '^ +copy +tasks/copy.yaml +Mine\.' <("$tool" task list | sed -n 3p)
"$tool" train mine --set training.steps=2 --out own --quiet
grep -q '^description: Mine.' own/task.yaml
if "$tool" train ntm-cpy 2>error; then exit 1; fi
grep -q "did you mean 'ntm-copy'" error

# The viewer has all that its pages need in the package.
quiet=
if grep -q -- --no-browser <("$tool" view --help); then quiet=--no-browser; fi
"$tool" view results $quiet >address 2>&1 &
server=$!
for _ in $(seq 100); do grep -q http address && break || sleep 0.1; done
curl -sSf --max-time 20 "$(grep -oE 'http://[^ ]+' address | head -1)" >page
grep -q '<title>' page
kill -INT "$server"
for _ in $(seq 100); do kill -0 "$server" 2>/dev/null || break; sleep 0.1; done
if kill -0 "$server" 2>/dev/null; then
    kill -KILL "$server"
    echo "FAILED: an interrupt does not end the viewer"
    exit 1
fi
server=
echo "installed, trained, viewed"
