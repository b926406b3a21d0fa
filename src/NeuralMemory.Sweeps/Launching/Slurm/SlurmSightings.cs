namespace NeuralMemory.Sweeps;

/// <summary>
/// What is known of jobs that were submitted, without an accounting database: from what their tasks left, then from the queue, then from
/// what the controller still remembers. A task that is in none of them, and left no end, is lost.
/// </summary>
/// <param name="tool">Slurm's commands.</param>
/// <param name="patience">How long an answer may take.</param>
internal sealed class SlurmSightings(SlurmTool tool, TimeSpan patience)
{
    /// <summary>Signals end a process with 128 and their number.</summary>
    private const int SignalCodes = 128;

    /// <summary>Why the controller was not heard; null when it was, or was not needed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Looks at the last submission of each job.</summary>
    /// <param name="submissions">All submissions of a folder, in order.</param>
    public IReadOnlyDictionary<string, JobSighting> Of(IReadOnlyList<SlurmSubmission> submissions)
    {
        Dictionary<string, (SlurmSubmission Submission, int Task)> last = new(StringComparer.Ordinal);
        foreach (SlurmSubmission submission in submissions)
            for (int i = 0; i < submission.Jobs.Count; i++)
                last[submission.Jobs[i]] = (submission, i + 1);
        // Before the records: what leaves the queue meanwhile has left its record.
        SlurmSubmission[] open =
            [.. last.Values.Where(each => !HasEnded(each.Submission.Record(each.Task))).Select(each => each.Submission).Distinct()];
        SlurmQueue? queue = open.Length == 0 ? null : Ask(open);
        Dictionary<SlurmSubmission, IReadOnlyDictionary<int, string>> remembered = [];
        Dictionary<string, JobSighting> sightings = new(StringComparer.Ordinal);
        foreach (var (job, (submission, task)) in last)
            if (Sight(submission, task) is { } sighting)
                sightings.Add(job, sighting);
        return sightings;

        JobSighting? Sight(SlurmSubmission submission, int task)
        {
            SlurmRecord? record = submission.Record(task);
            string? number = submission.Number ?? queue?.NumberOf(submission.Script);
            if (number is null)
                // Between the folder and its number a process died, or another one is just there; the queue has nothing of it.
                return Problem is null ? null : new(LaunchState.Unknown, null, Problem);
            string place = $"Slurm job {number}_{task}";
            if (queue?.Find(number, task) is { } found)
                return InQueue(found, record, place, number, task);
            if (HasEnded(record))
                return Ended(record!, submission, task, place);
            if (Problem is not null)
                return new(LaunchState.Unknown, place, Problem);
            if (!remembered.TryGetValue(submission, out IReadOnlyDictionary<int, string>? tasks))
                remembered.Add(submission, tasks = SlurmQueue.Remembered(tool, number, patience));
            string? said = tasks.GetValueOrDefault(task);
            if (said?.StartsWith("CANCELLED", StringComparison.Ordinal) == true)
            {
                submission.Note(task, new(SlurmEnd.Cancelled, Node: record?.Node));
                return new(LaunchState.Cancelled, place);
            }

            // Nothing but that takes a task out of the queue without a trace.
            return record is null && said is null
                ? new(LaunchState.Cancelled, place, "it was taken out of the queue before it began")
                : new(LaunchState.Lost, place, "it left the queue without an end" + (said is null ? "" : $"; Slurm says {said}"));
        }
    }

    private SlurmQueue? Ask(SlurmSubmission[] open)
    {
        string[] numbers = [.. open.Select(each => each.Number).OfType<string>().Distinct()];
        SlurmQueue? queue = SlurmQueue.Ask(tool, numbers.Length == open.Length ? numbers : null, patience, out string? problem);
        Problem = problem;
        return queue;
    }

    private static bool HasEnded(SlurmRecord? record) => record?.End is SlurmEnd.Ended or SlurmEnd.Cancelled or SlurmEnd.Interrupted;

    private static JobSighting InQueue(SlurmTask found, SlurmRecord? record, string place, string number, int task) => found switch
    {
        { IsHeld: true } => new(record is null ? LaunchState.Pending : LaunchState.Requeued, place,
            FormattableString.Invariant($"Slurm holds it ({found.Reason}) until somebody types: scontrol release {number}_{task}")),
        { IsWaiting: true } => new(record is null ? LaunchState.Pending : LaunchState.Requeued, place),
        _ => new(LaunchState.Running, found.Node.Length > 0 ? $"{place} on {found.Node}" : place),
    };

    /// <summary>What a task's own record says of its end; null where the run's files say it.</summary>
    private static JobSighting? Ended(SlurmRecord record, SlurmSubmission submission, int task, string place) => record switch
    {
        { End: SlurmEnd.Cancelled } => new(LaunchState.Cancelled, place),
        { End: SlurmEnd.Interrupted } => new(LaunchState.Lost, place, "it was stopped, and could not be put back into the queue"),
        { Code: > SignalCodes and var code } => new(LaunchState.Lost, place, FormattableString.Invariant(
            $"it was killed by signal {code - SignalCodes}; where its memory was too small, more is asked for by: --slurm mem=")),
        { Code: 1 or 2 } => new(LaunchState.Failed, place, submission.LastWords(task)),
        _ => null,
    };
}
