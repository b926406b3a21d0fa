using System.Collections.Concurrent;
using NeuralMemory.Experiments;

namespace NeuralMemory.Reproductions;

/// <summary>Is told how seeds go, on the threads that train them: several at a time.</summary>
public interface IReproductionObserver
{
    /// <summary>A seed begins, or goes on.</summary>
    /// <returns>Who is told how its run goes.</returns>
    ITrainingObserver Watch(SeedPlan plan);

    /// <summary>A seed has ended: done, interrupted or diverged.</summary>
    void Ended(SeedPlan plan, RunOutcome outcome);

    /// <summary>A seed ended with an error, which is told to the user; the others go on.</summary>
    void Failed(SeedPlan plan, Exception error);
}

/// <summary>Computes what is missing of reproductions: some seeds side by side, each on a thread of its own.</summary>
/// <param name="jobs">How many at a time, at least 1.</param>
/// <param name="command">The command line, kept with the runs.</param>
/// <param name="observer">Is told how they go.</param>
/// <param name="time">The clock.</param>
/// <param name="engines">The engines that there are; null for the native one alone.</param>
/// <param name="strict">Whether a run is not gone on with to other last bits: <see cref="RunOptions.Strict"/>.</param>
public sealed class ReproductionRunner(
    int jobs, string command, IReproductionObserver observer, TimeProvider time, EngineCatalog? engines = null,
    bool strict = false)
{
    /// <summary>Computes all that is work, in order.</summary>
    /// <param name="plans">What is to be done.</param>
    /// <param name="token">Asks to stop: each seed finishes its step and saves a checkpoint, and no further one begins.</param>
    public void Run(IEnumerable<SeedPlan> plans, CancellationToken token = default)
    {
        ConcurrentQueue<SeedPlan> queue = new(plans.Where(plan => plan.IsWork));
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(jobs, queue.Count)).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        void Work()
        {
            while (!token.IsCancellationRequested && queue.TryDequeue(out SeedPlan? plan))
                Run(plan, token);
        }
    }

    private void Run(SeedPlan plan, CancellationToken token)
    {
        try
        {
            RunOptions options = new()
            {
                Directory = plan.Directory,
                Force = plan.Action == SeedAction.BeginAnew,
                Command = command,
                Observer = observer.Watch(plan),
                Engines = engines ?? EngineCatalog.Native,
                Strict = strict,
                Time = time,
            };
            observer.Ended(plan, plan.Action == SeedAction.Resume
                ? Experiments.Run.Resume(plan.Directory, options, plan.Overrides, step: null, token)
                : Experiments.Run.Start(plan.Reproduction.Load(plan.Seed), options, token));
        }
        catch (Exception exception)
        {
            observer.Failed(plan, exception);
        }
    }
}
