using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>
/// Submits jobs to Slurm as the tasks of an array, and returns at once. What was submitted is kept in the folder of the jobs, below
/// <c>slurm</c>; how it stands is read from there and from the queue, without an accounting database. What is in the queue is not
/// submitted again, and if Slurm should run a job twice all the same, the lock of its run lets one pass.
/// </summary>
/// <param name="options">What a submission is made of.</param>
public sealed class SlurmLauncher(SlurmOptions options) : ILauncher
{
    /// <summary>How a user asks for it.</summary>
    public const string LauncherName = "slurm";

    private const string LockFile = "lock";

    /// <summary>A controller may be busy, but who looks at states does not wait for it.</summary>
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(5), LaunchPatience = TimeSpan.FromSeconds(60);

    /// <summary>The queue is one for all users, and is not asked more often.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly SlurmTool _tool = new(options.Commands);
    private IReadOnlyDictionary<string, JobSighting>? _seen;
    private DateTimeOffset _seenAt;

    /// <inheritdoc/>
    public string Name => LauncherName;

    /// <inheritdoc/>
    public bool Waits => false;

    /// <summary>Whether a folder has jobs that were submitted to Slurm.</summary>
    public static bool HasSubmitted(string folder) => Directory.Exists(Path.Combine(folder, SlurmSubmission.FolderName));

    /// <inheritdoc/>
    public LaunchResult Launch(IReadOnlyList<JobPlan> plans, IJobObserver observer, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(observer);
        Dictionary<string, JobEnd> ends = new(StringComparer.Ordinal);
        if (!plans.Any(plan => plan.IsWork))
            return new() { Ends = ends };
        if (plans.FirstOrDefault(plan => plan.Action == JobAction.BeginAnew) is { } aside)
            throw new RunException(RunProblem.Exists, $"'{aside.Directory}' cannot be moved aside by a job that may be requeued: "
                + "take it away yourself, or run it here with --launcher local");
        SlurmCluster cluster = SlurmCluster.Ask(_tool, options.Settings, LaunchPatience);
        using FileStream claim = Claim();
        SlurmSightings sightings = new(_tool, LaunchPatience);
        IReadOnlyDictionary<string, JobSighting> seen = sightings.Of(SlurmSubmission.In(options.Folder));
        if (sightings.Problem is { } problem)
            throw new RunException(RunProblem.Storage, $"Slurm does not say what is in its queue, and nothing was submitted: {problem}");
        List<JobPlan> wanted = [];
        foreach (JobPlan plan in plans.Where(plan => plan.IsWork))
            if (seen.GetValueOrDefault(plan.Job.Id) is { } sighting && IsInQueue(sighting))
            {
                ends[plan.Job.Id] = JobEnd.Passed;
                observer.Passed(plan with { Action = JobAction.InUse, Reason = $"{sighting.Place} has it" });
            }
            else
                wanted.Add(plan);

        List<string> notes = [.. cluster.Notes];
        foreach (JobPlan[] part in wanted.Chunk(cluster.LargestArray))
        {
            if (token.IsCancellationRequested)
                break;
            SlurmSubmission submission = Submit(part);
            notes.Add(FormattableString.Invariant($"Slurm job {submission.Number}: {part.Length} {(part.Length == 1 ? "task" : "tasks")}, ")
                + $"with scripts and logs in '{Path.GetRelativePath(Environment.CurrentDirectory, submission.Folder)}'");
            for (int i = 0; i < part.Length; i++)
            {
                ends[part[i].Job.Id] = JobEnd.Submitted;
                observer.Submitted(part[i], $"Slurm job {submission.NameOf(i + 1)}");
            }
        }

        _seen = null;
        return new() { Ends = ends, Notes = notes };
    }

    /// <summary>
    /// What <see cref="Launch"/> would submit now, as the script says it; empty for nothing. Nothing is written, and Slurm is not asked.
    /// </summary>
    /// <param name="plans">What is to be done; those that are no work are left out.</param>
    public string Preview(IReadOnlyList<JobPlan> plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        string folder = SlurmSubmission.Next(options.Folder).Folder;
        JobPlan[] work = [.. plans.Where(plan => plan.IsWork)];
        return work.Length == 0 ? "" : SlurmScript.Text(options, SlurmRequest.Of(options, folder, work), folder);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, JobSighting> Look()
    {
        DateTimeOffset now = options.Time.GetUtcNow();
        if (_seen is null || now - _seenAt > Freshness)
        {
            SlurmSightings sightings = new(_tool, LookPatience);
            _seen = sightings.Of(SlurmSubmission.In(options.Folder));
            _seenAt = options.Time.GetUtcNow();
        }

        return _seen;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Cancel(IReadOnlyCollection<string>? ids = null)
    {
        const string Prefix = "Slurm job ";
        string[] jobs = [.. Look()
            .Where(each => IsInQueue(each.Value)).Select(each => each.Key).Where(id => ids is null || ids.Contains(id))];
        if (jobs.Length == 0)
            return [];
        IReadOnlyDictionary<string, JobSighting> seen = Look();
        SlurmAnswer answer = _tool.Run("scancel", jobs.Select(id => seen[id].Place![Prefix.Length..].Split(' ')[0]), LaunchPatience);
        if (!answer.IsGood)
            throw new RunException(RunProblem.Storage, $"Slurm did not cancel the jobs: {answer.Words}");
        _seen = null;
        return jobs;
    }

    private static bool IsInQueue(JobSighting sighting) =>
        sighting.State is LaunchState.Pending or LaunchState.Running or LaunchState.Requeued;

    private SlurmSubmission Submit(JobPlan[] plans)
    {
        SlurmSubmission submission = SlurmSubmission.Next(options.Folder);
        IReadOnlyDictionary<string, string> request = SlurmRequest.Of(options, submission.Folder, plans);
        submission.Write(SlurmScript.Text(options, request, submission.Folder), [.. plans.Select(plan => plan.Job.Id)]);
        // Once more as arguments: they count for more than what a user keeps in his environment.
        SlurmAnswer answer = _tool.Run(
            "sbatch", ["--parsable", .. request.Select(SlurmRequest.Argument), submission.Script], LaunchPatience);
        string number = answer.Output.Trim();
        if (answer.IsGood && number.Length > 0 && char.IsAsciiDigit(number[0]))
        {
            submission.WriteNumber(number.Split('\n')[^1].Trim());
            return submission;
        }

        // A controller that answered too late may have the jobs: they are then found in the queue by their script.
        bool isSure = answer.Code is not null && !answer.Words.Contains("timed out", StringComparison.OrdinalIgnoreCase);
        if (isSure)
            submission.Remove();
        throw new RunException(RunProblem.Storage, isSure
            ? "Slurm refused the jobs: "
                + (answer.Words.Length > 0 ? answer.Words : FormattableString.Invariant($"sbatch ended with code {answer.Code}"))
            : $"nobody knows whether the jobs were submitted: {answer.Words}; the same command later looks into the queue first");
    }

    /// <summary>Two processes that submit the same jobs do so one after the other.</summary>
    private FileStream Claim()
    {
        string folder = Path.Combine(options.Folder, SlurmSubmission.FolderName), path = Path.Combine(folder, LockFile);
        AtomicFile.MakeFolders(folder);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw RunException.Refused("write", path, exception);
        }
        catch (IOException exception)
        {
            throw new RunException(RunProblem.InUse, $"another process is submitting the jobs of '{options.Folder}'", exception);
        }
    }
}
