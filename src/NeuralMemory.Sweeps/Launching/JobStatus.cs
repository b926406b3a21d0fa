using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>How a job stands, by its files and by what a launcher knows besides.</summary>
public enum JobState
{
    /// <summary>Nothing has been done yet, and no launcher has it.</summary>
    Waiting,

    /// <summary>A launcher has it, and it waits for its turn there.</summary>
    Pending,

    /// <summary>It trains.</summary>
    Running,

    /// <summary>It was trained to its end and measured.</summary>
    Done,

    /// <summary>It was asked to stop, and goes on from a checkpoint.</summary>
    Interrupted,

    /// <summary>Its process ended without a word; it goes on from its last checkpoint.</summary>
    Killed,

    /// <summary>It was taken from its place, and waits for its next turn.</summary>
    Requeued,

    /// <summary>It was cancelled by somebody; it goes on when it is launched again.</summary>
    Cancelled,

    /// <summary>A launcher that had it does not know it any more; it goes on when it is launched again.</summary>
    Lost,

    /// <summary>It ended with an error, and is tried again when it is launched again.</summary>
    Failed,

    /// <summary>A number became infinite or NaN.</summary>
    Diverged,

    /// <summary>Its files cannot be read.</summary>
    Damaged,

    /// <summary>A launcher had it, and cannot be asked now.</summary>
    Unknown,
}

/// <summary>How a job stands.</summary>
/// <param name="Job">The job.</param>
/// <param name="State">How it stands.</param>
/// <param name="Run">What its files say; null where there are none.</param>
/// <param name="Reason">Why, in a sentence; null where the state says it.</param>
/// <param name="Place">Where a launcher has it; null for nowhere.</param>
public sealed record JobStatus(Job Job, JobState State, RunStatus? Run, string? Reason, string? Place)
{
    /// <summary>Whether it counts as ended: nothing more is done about it unless somebody asks for more.</summary>
    public bool HasEnded => State is JobState.Done or JobState.Diverged;

    /// <summary>How a state is written in files and tables.</summary>
    public static string NameOf(JobState state) => YamlValues.NameOf(state);

    /// <summary>Looks at the job's folder; the config is not read.</summary>
    /// <param name="job">The job.</param>
    /// <param name="sighting">What a launcher knows of it; null for nothing. Where the files show an end, that counts.</param>
    public static JobStatus Of(Job job, JobSighting? sighting = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        JobState? launched = sighting?.State switch
        {
            null => null,
            LaunchState.Pending => JobState.Pending,
            LaunchState.Running => JobState.Running,
            LaunchState.Requeued => JobState.Requeued,
            LaunchState.Cancelled => JobState.Cancelled,
            LaunchState.Failed => JobState.Failed,
            LaunchState.Unknown => JobState.Unknown,
            _ => JobState.Lost,
        };
        if (!RunDirectory.IsRun(job.Directory))
            return new(job, launched ?? JobState.Waiting, null, sighting?.Reason, sighting?.Place);
        RunSummary summary = RunLister.Summarize(job.Directory);
        if (summary.Status is not { } run)
            return new(job, JobState.Damaged, null, summary.Problem, sighting?.Place);
        bool isWaiting = launched is JobState.Pending or JobState.Running or JobState.Requeued;
        JobState state = summary.InUse ? JobState.Running : run.State switch
        {
            RunState.Done => JobState.Done,
            RunState.Diverged => JobState.Diverged,
            RunState.Failed => isWaiting ? launched!.Value : JobState.Failed,
            RunState.Interrupted => launched ?? JobState.Interrupted,
            _ => launched ?? JobState.Killed,
        };
        // What it says of an earlier place does not count any more.
        string? reason = state == launched && sighting!.Reason is { } said ? said
            : state is JobState.Running or JobState.Pending or JobState.Requeued ? null : run.Reason;
        return new(job, state, run, reason, sighting?.Place);
    }
}
