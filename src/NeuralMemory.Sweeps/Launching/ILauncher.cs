namespace NeuralMemory.Sweeps;

/// <summary>
/// Where the jobs of a group or a sweep are run. A launcher is made for one folder of jobs and is given plans that are work. It runs
/// each job through <see cref="JobRunner"/>, here or in a process that it has started elsewhere by <c>neuralmemory sweep work DIR --job
/// ID</c>, which looks at the job's folder itself: so a job that is launched twice is run once, and a launcher need not remember what it
/// did. One job's end never keeps another from running, but for <see cref="FailurePolicy.Stop"/>. A job that is interrupted, preempted or
/// killed has not failed: it goes on from its checkpoint when it is launched again. The truth about a job is in its folder; a launcher
/// adds only what no file says (<see cref="Look"/>), and what it says of a job whose files show an end does not count.
/// </summary>
public interface ILauncher
{
    /// <summary>How a user asks for it: <c>local</c>, <c>slurm</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether <see cref="Launch"/> returns when the jobs have ended; else when they are submitted, and they survive this process.
    /// </summary>
    bool Waits { get; }

    /// <summary>Runs or submits jobs, in order.</summary>
    /// <param name="plans">What is to be done; those that are no work are left out.</param>
    /// <param name="observer">Is told of each job, on any thread: where it is run here, how it goes; else where it was submitted.</param>
    /// <param name="token">
    /// Asks to stop: no further job begins, and those that run here save a checkpoint. What was submitted stays submitted.
    /// </param>
    /// <returns>How each ended, or that it was submitted.</returns>
    /// <exception cref="Results.RunException">Nothing could be launched at all, as when there is no scheduler.</exception>
    LaunchResult Launch(IReadOnlyList<JobPlan> plans, IJobObserver observer, CancellationToken token = default);

    /// <summary>
    /// What is known of jobs beyond their files, by ID; those of which nothing is known are left out. Quick: it may be asked every second.
    /// </summary>
    IReadOnlyDictionary<string, JobSighting> Look();

    /// <summary>Cancels jobs that wait or run elsewhere; those that run save a checkpoint.</summary>
    /// <param name="ids">Which, by ID; null for all of them.</param>
    /// <returns>The IDs of those that were cancelled.</returns>
    IReadOnlyList<string> Cancel(IReadOnlyCollection<string>? ids = null);
}
