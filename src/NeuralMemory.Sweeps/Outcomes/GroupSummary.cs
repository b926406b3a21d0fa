using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>
/// What the seeds of a group have come to together, those that have no run yet among them: by the same statistics as any runs are compared
/// by (<see cref="GroupFigures"/>).
/// </summary>
/// <param name="Seeds">How many there are.</param>
/// <param name="Ended">How many have ended, as each of them counts: done, diverged or failed.</param>
/// <param name="Metric">What is summed up.</param>
/// <param name="Final">The metric at the end, over those that have ended; one that diverged or failed is worse than all numbers.</param>
/// <param name="Selection">The same of the last evaluation during training.</param>
/// <param name="Solved">How many of those that have ended were solved; null where the config does not say when one is.</param>
public sealed record GroupSummary(int Seeds, int Ended, string Metric, Summary Final, Summary Selection, Proportion? Solved)
{
    /// <summary>Sums up the seeds of a group, at least one.</summary>
    public static GroupSummary Of(IReadOnlyList<JobOutcome> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        string metric = seeds[0].Metric;
        RunFacts[] runs = [.. seeds.Select(seed => seed.Run).OfType<RunFacts>().Where(run => run.IsReadable)];
        if (runs.Length == 0)
            return new(seeds.Count, 0, metric, Summary.Of([]), Summary.Of([]), seeds[0].HasRule ? new Proportion(0, 0) : null);
        GroupFigures figures = new(new(runs, seeds[0].Status.Job.Group));
        return new(seeds.Count, figures.Group.Ended, metric, figures.Of(metric), figures.Group.SummarizeSelection(metric), figures.Solved);
    }
}
