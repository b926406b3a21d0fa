namespace NeuralMemory.Sweeps;

/// <summary>Where a launcher has a job, beyond what the job's files say.</summary>
public enum LaunchState
{
    /// <summary>It waits for its turn.</summary>
    Pending,

    /// <summary>It runs somewhere, though its folder may not show it yet.</summary>
    Running,

    /// <summary>It was taken from its place, as by one of higher priority, and waits for its next turn; it has not failed.</summary>
    Requeued,

    /// <summary>It was cancelled by somebody; it goes on when it is launched again.</summary>
    Cancelled,

    /// <summary>It was launched, and the launcher does not know it any more, though its files show no end: it was killed.</summary>
    Lost,

    /// <summary>It ended with an error there, which its files need not show, as when there is no run yet.</summary>
    Failed,

    /// <summary>It was launched, and the launcher cannot be asked now.</summary>
    Unknown,
}

/// <summary>What a launcher knows of a job.</summary>
/// <param name="State">Where it has it.</param>
/// <param name="Place">How the launcher calls it, for people: <c>Slurm job 17_3 on node5</c>; null for nothing.</param>
/// <param name="Reason">What a user should know of it, in a sentence; null where the state says it.</param>
public sealed record JobSighting(LaunchState State, string? Place = null, string? Reason = null);
