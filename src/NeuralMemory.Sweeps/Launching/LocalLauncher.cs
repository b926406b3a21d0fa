using System.Collections.Concurrent;

namespace NeuralMemory.Sweeps;

/// <summary>Runs jobs in this process, some side by side, each on a thread of its own, and waits for them.</summary>
/// <param name="jobs">How many at a time, at least 1.</param>
/// <param name="options">How.</param>
public sealed class LocalLauncher(int jobs, JobOptions options) : ILauncher
{
    /// <summary>How a user asks for it.</summary>
    public const string LauncherName = "local";

    /// <inheritdoc/>
    public string Name => LauncherName;

    /// <inheritdoc/>
    public bool Waits => true;

    /// <inheritdoc/>
    public LaunchResult Launch(IReadOnlyList<JobPlan> plans, IJobObserver observer, CancellationToken token = default)
    {
        ConcurrentQueue<JobPlan> queue = new(plans.Where(plan => plan.IsWork));
        ConcurrentDictionary<string, JobEnd> ends = new(StringComparer.Ordinal);
        JobRunner runner = new(options, observer);
        int stopped = 0;
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(jobs, queue.Count)).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return new() { Ends = ends, WasStopped = stopped != 0 && !queue.IsEmpty };

        void Work()
        {
            while (!token.IsCancellationRequested && Volatile.Read(ref stopped) == 0 && queue.TryDequeue(out JobPlan? plan))
            {
                JobEnd end = runner.Run(plan.Job, token);
                ends[plan.Job.Id] = end;
                if (end == JobEnd.Failed && options.OnFailure == FailurePolicy.Stop)
                    Volatile.Write(ref stopped, 1);
            }
        }
    }

    /// <summary>Nothing: a job that runs here has its run's lock, which its files show.</summary>
    public IReadOnlyDictionary<string, JobSighting> Look() => new Dictionary<string, JobSighting>();

    /// <summary>None: nothing waits elsewhere.</summary>
    public IReadOnlyList<string> Cancel(IReadOnlyCollection<string>? ids = null) => [];
}
