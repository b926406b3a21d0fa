#!/usr/bin/env bash
# same.sh PROGRAM OTHER WORK: every command by two builds of the program, on the same runs. What is computed, written and printed must be
# the same to the byte, but for times, and for what a build says of itself.
set -euo pipefail
program=$1 other=$2 work=$3
mkdir -p "$work"
cd "$work"
rm -rf one two
mkdir one two

# run FOLDER COMMAND...: a command of the build whose folder it is; what it prints is kept, with its exit code.
n=0
run() {
    local folder=$1 code=0
    shift
    (cd "$folder" && $([ "$folder" = one ] && echo "$program" || echo "$other") "$@" >"out-$n.txt" 2>"err-$n.txt") || code=$?
    echo "$code: $*" >"$folder/code-$n.txt"
}

# ends CODE COMMAND...: by both builds, each with that exit code.
ends() {
    local code=$1 folder
    shift
    n=$((n + 1))
    for folder in one two; do
        run $folder "$@"
        if ! grep -q "^$code:" "$folder/code-$n.txt"; then
            echo "FAILED ($folder): $(cat "$folder/code-$n.txt")"
            cat "$folder/err-$n.txt"
            exit 1
        fi
    done
}

both() { ends 0 "$@"; }

# Training, by both: the weights are the same to the bit, and so is what goes on from them.
both train ntm-copy --set training.steps=40 --set evaluation.every=20 --set evaluation.episodes=8 --threads 1 --quiet --out results/ntm
both resume results/ntm --set training.steps=50 --quiet
both train dnc-repeat-copy --set training.steps=10 --set evaluation.episodes=4 --threads 2 --quiet --out results/dnc
both train seq2seq-phrases --set training.steps=10 --set evaluation.episodes=4 --threads 1 --quiet --out results/phrases
both train transformer-copy --set training.steps=10 --set evaluation.episodes=4 --threads 1 --quiet --out results/transformer
both train copy-tiny --set training.steps=100 --seeds 1..2 --jobs 2 --quiet
both sweep run copy-rates --set training.steps=40 --jobs 2 --quiet
ends 3 train copy-tiny --set 'training.schedule={kind: step, factor: 1e40, every: 1}' --set training.clip=null --quiet --out results/diverged
sums() { (cd "$1" && find . -name '*.safetensors' -o -path '*/evaluations/*.json' -o -name divergence.json | sort | xargs sha256sum); }
sums one >one.sums
sums two >two.sums
diff one.sums two.sums
echo "the same to the bit: $(wc -l <one.sums) files of weights and evaluations"

# What reads runs reads those of the first build, in both folders.
rm -rf two/results one/*.txt two/*.txt
cp -a one/results two/
both eval results/ntm --set length=5 --episodes 16 --json
both eval results/phrases --episodes 8
both inspect results/ntm --out inspect.svg
both inspect results/ntm --set length=4 --json --out again.svg
both inspect results/phrases --view maps --out phrases.svg
both inspect results/dnc --out dnc.svg
both trace results/ntm --out trace.npz
both trace results/dnc --links --out links.npz --json
both plot results/ntm --out plot.svg
both plot results/copy-tiny results/copy-rates --kind generalisation --out group.svg
both report results/ntm --out report.html
both report results/copy-rates --out sweep.html
both compare results/ntm results/copy-tiny --anyway --csv
both compare results/copy-tiny --svg compare.svg --json
both compare results/copy-tiny --latex
both sweep status results/copy-rates
both sweep export results/copy-rates
both runs list --json
both runs list
both runs show results/ntm
both runs usage
both runs draw results/copy-tiny --out runs.svg
ends 3 replay results/diverged
both reproduce ntm-2014/copy-lstm --dry-run
both reproduce --help
both task list
both task list --json
both task show phrases --json
both task preview copy --json
both task preview copy --svg copy.svg
both task sample copy --episodes 4 --out sample.npz
both task sample copy-tiny --episodes 4 --out sample.jsonl
both task validate copy phrases
both config list
both config show ntm-copy --comments
both config show dnc-repeat-copy --json
both config validate ntm-copy transformer-copy
both config schema
both sweep schema
both train ntm-copy --help
# Every format that there is, as the program itself names them.
ends 2 export results/ntm --format nonsense
formats=$(grep -oE 'known: [a-z, ]+' "one/err-$n.txt" | head -1 | sed 's/known: //; s/,/ /g')
[ -n "$formats" ]
for format in $formats; do
    both export results/ntm --format "$format" --out "export-$format"
done
ends 2 train nothing
ends 2 train ntm-copy --set machine.kind=ntx
ends 2 eval results/none
ends 2 trian
ends 2 doctor --jsom
echo "$n commands"

# The command that was typed is told by its own program; times and rates are those of each. An evaluation is noted in the run's journal by the
# program that made it, with its commit and the minute.
normal() {
    find "$1" -type f -not -path '*/results/*' -name '*.txt' -exec sed -Ei \
        's/dotnet run -c Release --project [^ ]+ -- /neuralmemory /g; s/[0-9.,]+ (ms|s|min|h|d)\b/TIME/g; s/[0-9.,]+ (steps|sequences)\/s/RATE/g
        s/"(seconds|elapsed|time)": [^,}]*/"\1": TIME/g' {} +
    find "$1" -type f -not -path '*/results/*' \( -name '*.txt' -o -name '*.html' \) -exec sed -Ei \
        's/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/MINUTE/g; s/([0-9]+\.[0-9]+\.[0-9]+) [0-9a-f]{7}\b/\1 COMMIT/g' {} +
}
normal one
normal two
diff -r --exclude=results one two
