namespace NeuralMemory.Sweeps;

/// <summary>
/// The script of an array. A task of it runs the program for one job, and does what only somebody beside the program can do: it tells
/// the program of the end that Slurm has announced, puts the task back into the queue when it was stopped by Slurm and not by a person,
/// and keeps what became of it, because a controller without an accounting database forgets.
/// </summary>
internal static class SlurmScript
{
    private const string Head =
        """
        #!/bin/bash
        # Written by 'neuralmemory', which submits it: one task for each line of jobs.txt.
        """;

    private const string Body =
        """
        set -u
        task=${SLURM_ARRAY_TASK_ID:?"this script is for sbatch"}
        id=${SLURM_ARRAY_JOB_ID}_$task
        job=$(sed -n "${task}p" "$here/jobs.txt")
        seed=${job##*seed-}
        restart=${SLURM_RESTART_COUNT:-0}

        # What became of the task, in a file of its own that is replaced as a whole.
        note() {
            printf '%s %s %s %s %s\n' "$1" "${2:--}" "$id" "$restart" "${SLURMD_NODENAME:-?}" >"$here/.tmp-$task-$$" &&
                mv -f "$here/.tmp-$task-$$" "$here/$task.state"
        }

        say() {
            printf '%s  %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
        }

        say "task $id, job $job, on ${SLURMD_NODENAME:-?}${SLURM_RESTART_COUNT:+, restart $restart}"
        for file in "${program[@]}"; do
            if [ ! -e "$file" ]; then
                say "error: this node has no '$file', which the jobs were submitted with; put it where every node sees it"
                note ended 1
                exit 1
            fi
        done

        # Slurm warns this shell before the time is over. When it ends a task, it asks all of the task's processes by SIGTERM and has
        # them killed later; the program has then heard it already, and a second SIGTERM would be one too many.
        warned= asked= child=
        trap '[ -n "$warned" ] || { warned=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null; }' USR1
        trap 'asked=1' TERM
        note running
        "${program[@]}" "${work[@]}" &
        child=$!
        [ -z "$warned" ] || kill -TERM "$child" 2>/dev/null
        # A signal ends "wait" early; at last it tells how the program ended.
        wait "$child"
        while kill -0 "$child" 2>/dev/null; do wait "$child"; done
        wait "$child"
        code=$?
        trap '' USR1 TERM

        # 4: a checkpoint is saved. 143: the signal came before the program had begun.
        if [ "$code" != 4 ] && [ "$code" != 143 ]; then
            note ended "$code"
            [ "$code" = 0 ] || say "the program ended with code $code"
            if [ -n "$stop" ] && { [ "$code" = 1 ] || [ "$code" = 2 ]; }; then
                say "no further job begins: on_failure is stop"
                scancel --state=PENDING "$SLURM_ARRAY_JOB_ID"
            fi
            exit "$code"
        fi

        again=
        if [ -n "$asked" ]; then
            facts=$(scontrol --oneliner show job "$id" 2>/dev/null)
            case $facts in
                # Its time is over, or it was preempted where that means the end; Slurm itself would let it go.
                *' Reason=TimeLimit'*" Restarts=$restart "* | *" Restarts=$restart "*'PreemptTime=2'*) again=1 ;;
                *" Restarts=$restart "*)
                    say "cancelled; the run goes on from its checkpoint when it is submitted again"
                    note cancelled
                    exit "$code"
                    ;;
                *' Restarts='*)
                    say "Slurm has put the task back into the queue"
                    note requeued
                    exit "$code"
                    ;;
            esac
        elif [ -n "$warned" ]; then
            again=1
        fi
        if [ -n "$again" ]; then
            say "the time here is over: back into the queue"
            # Slurm may end this script as soon as it has heard.
            note requeued
            for pause in 1 2 4 8 16 0; do
                scontrol requeue "$id" && exit 0
                sleep "$pause"
            done
        fi
        say "stopped; the run goes on from its checkpoint when it is submitted again"
        note interrupted
        exit "$code"
        """;

    /// <summary>The script.</summary>
    /// <param name="options">What it runs.</param>
    /// <param name="request">What is asked of sbatch.</param>
    /// <param name="folder">The submission's folder, as a full path.</param>
    public static string Text(SlurmOptions options, IReadOnlyDictionary<string, string> request, string folder)
    {
        IEnumerable<string> lines =
        [
            Head,
            .. request.Select(SlurmRequest.Directive),
            "",
            $"here={ShellText.Word(folder)}",
            $"program=({Words(options.Program)})",
            $"stop={(options.OnFailure == FailurePolicy.Stop ? "1" : "")}",
            .. Body.ReplaceLineEndings("\n").Split('\n'),
        ];
        return string.Join('\n', lines.Select(line => line == Launch ? $"{WorkLine(options)}\n{line}" : line))
            .ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Before this line the job is known.</summary>
    private const string Launch = "restart=${SLURM_RESTART_COUNT:-0}";

    private static string WorkLine(SlurmOptions options) => $"work=({string.Join(' ', options.Work.Select(word => word switch
    {
        SlurmOptions.JobPlace => "\"$job\"",
        SlurmOptions.SeedPlace => "\"$seed\"",
        _ => ShellText.Word(word),
    }))})";

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(ShellText.Word));
}
