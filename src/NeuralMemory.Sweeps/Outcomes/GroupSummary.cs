using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>What the seeds of a group have come to together.</summary>
/// <param name="Seeds">How many there are.</param>
/// <param name="Ended">How many have ended: done or diverged.</param>
/// <param name="Metric">What is summed up.</param>
/// <param name="Final">The median and the quartiles of the metric at the end, of the seeds that are done.</param>
/// <param name="Selection">The same of the last evaluation during training, of the seeds that are done.</param>
/// <param name="Solved">How many of those that have ended were solved; null where the config does not say when one is.</param>
public sealed record GroupSummary(int Seeds, int Ended, string Metric, Quartiles Final, Quartiles Selection, Proportion? Solved)
{
    /// <summary>Sums up the seeds of a group, at least one.</summary>
    public static GroupSummary Of(IReadOnlyList<JobOutcome> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        JobOutcome[] ended = [.. seeds.Where(seed => seed.Status.HasEnded)];
        return new(
            seeds.Count, ended.Length, seeds[0].Metric,
            Quartiles.Of(Numbers(seeds.Select(seed => seed.FinalValue))),
            Quartiles.Of(Numbers(seeds.Where(seed => seed.Status.State == JobState.Done).Select(seed => seed.Selection))),
            seeds[0].HasRule ? new Proportion(ended.Count(seed => seed.Solved is not null), ended.Length) : null);
    }

    private static IEnumerable<double> Numbers(IEnumerable<double?> values) =>
        values.OfType<double>().Where(value => !double.IsNaN(value));
}
