using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>The learning curve of a group of seeds.</summary>
internal static class LearningCurve
{
    /// <summary>More points than these are not to be seen in a picture.</summary>
    private const int MostPoints = 150;

    /// <summary>
    /// The quartiles over the seeds after each number of training sequences at which one was evaluated; of many numbers, evenly chosen ones
    /// with the last among them. A seed that is done keeps its last value, one that diverged or failed is worse than all others after its
    /// last evaluation, or from the beginning when it has none, as is a value that is no number; one that is under way no longer counts.
    /// </summary>
    public static IReadOnlyList<(long Sequences, Quartiles Values)> Of(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        IReadOnlyList<SeedOutcome> seeds = outcome.Seeds;
        double worst = outcome.WorstOf(outcome.Published.Metric);
        long[] all = [.. seeds.SelectMany(seed => seed.Curve).Select(point => point.Sequences).Distinct().Order()];
        return
        [
            .. Thin(all)
                .Select(sequences => (sequences, Quartiles.Of(seeds.Select(seed => At(seed, sequences, worst)).OfType<double>()))),
        ];
    }

    /// <summary>Numbers to draw: all of them, or evenly chosen ones with the last among them.</summary>
    private static IEnumerable<long> Thin(long[] points)
    {
        int stride = Math.Max(1, (points.Length + MostPoints - 1) / MostPoints);
        return points.Where((_, i) => (points.Length - 1 - i) % stride == 0);
    }

    private static double? At(SeedOutcome seed, long sequences, double worst)
    {
        long last = seed.Curve.Count == 0 ? 0 : seed.Curve[^1].Sequences;
        if (sequences > last && seed.State != RunState.Done)
            return seed.HasEnded ? worst : null;
        if (seed.Curve.Count == 0 || sequences < seed.Curve[0].Sequences)
            return null;
        double value = seed.Curve.Last(point => point.Sequences <= sequences).Value;
        return double.IsNaN(value) ? worst : value;
    }
}
