#!/usr/bin/env bash
# Shells complete the command's words. bash has to be there; zsh and fish are asked where they are installed.
#   check.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/here/configs/inner" "$work/here/results/some-run" "$work/here/results/a-group/seed-1"
ln -s "$program" "$work/bin/neuralmemory"
for file in configs/first.yaml configs/inner/second.yaml results/some-run/config.yaml results/a-group/seed-1/config.yaml; do
    echo "name: some" >"$work/here/$file"
done
touch "$work/here/results/some-run/status.json" "$work/here/results/a-group/seed-1/status.json"
export PATH="$work/bin:$PATH"
cd "$work/here"

in_bash() {
    bash --norc -c '
        source <(neuralmemory completion bash)
        COMP_LINE=$1 COMP_POINT=${#1}
        # As readline cuts a line.
        mapfile -t COMP_WORDS < <(sed -E "s/[=:]/\n&\n/g; s/ +/\n/g" <<<"$1")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _neuralmemory 2>/dev/null
        printf "%s\n" "${COMPREPLY[@]}"' bash "$1"
}

in_zsh() {
    zsh -f -c '
        compdef() { : }
        source <(neuralmemory completion zsh)
        compadd() { while [ "$1" != -- ]; do shift; done; shift; print -l -- "$@" }
        _files() { : }
        words=("${(@s: :)1}"); CURRENT=$#words
        _neuralmemory' zsh "$1"
}

in_fish() {
    fish --no-config -c 'neuralmemory completion fish | source; complete -C "$argv[1]"' -- "$1" | cut -f1
}

# expect SHELL LINE WORD: what completes the line has the word.
expect() {
    "in_$1" "$2" >"$work/answer"
    grep -qxF -- "$3" "$work/answer" && return
    printf '%s does not complete "%s" to "%s" but to:\n' "$1" "$2" "$3"
    cat "$work/answer"
    exit 1
}

for shell in bash zsh fish; do
    command -v "$shell" >/dev/null || continue
    expect "$shell" 'neuralmemory tra' train
    expect "$shell" 'neuralmemory train --s' --seeds
    expect "$shell" 'neuralmemory train ntm-cop' ntm-copy
    expect "$shell" 'neuralmemory train configs/' configs/first.yaml
    expect "$shell" 'neuralmemory train configs/inn' configs/inner/
    expect "$shell" 'neuralmemory train configs/first.yaml --set training.optimizer.ra' training.optimizer.rate=
    expect "$shell" 'neuralmemory eval results/some' results/some-run
    expect "$shell" 'neuralmemory compare results/some-run results/a-group/' results/a-group/seed-1
    expect "$shell" 'neuralmemory export results/some-run --format np' npz
    expect "$shell" 'neuralmemory completion ' fish
    echo "$shell completes"
done
