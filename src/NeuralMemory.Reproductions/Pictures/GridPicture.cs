using NeuralMemory.Reports;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Draws a grid of two axes as a heat map: the median over the seeds at each point, with the values that training met outlined.
/// </summary>
internal static class GridPicture
{
    /// <summary>Half of the bits are wrong where a machine knows nothing.</summary>
    private const double Chance = 50;

    /// <summary>The metric that is drawn where the task has it: a share, so that points of other lengths compare.</summary>
    internal const string UsualMetric = "wrong_bits_percent";

    /// <summary>The picture; null unless the grid has two axes and was measured.</summary>
    public static string? Draw(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Axes is not [var rows, var columns] || !outcome.Seeds.Any(seed => seed.Grid.Count > 0))
            return null;
        string metric = MetricOf(outcome), words = metric.Replace('_', ' ');
        return FigureSvg.Document(new HeatFigure(outcome.Name, $"{words} at the end of training, median of {outcome.Ended} "
                + $"{(outcome.Ended == 1 ? "seed" : "seeds")}; outlined: what training met", AxisOf(rows), AxisOf(columns), words,
            [.. Enumerable.Range(0, outcome.Points.Count).Select(point => outcome.OfGrid(point, metric).Median)])
        {
            Most = metric == UsualMetric ? Chance : null,
            Notes = [$"trained on {Trained(rows)} and {Trained(columns)}"],
        });
    }

    /// <summary>The metric that tables and pictures of a grid show.</summary>
    internal static string MetricOf(ReproductionOutcome outcome) =>
        outcome.Seeds.SelectMany(seed => seed.Grid).Any(evaluation => evaluation[UsualMetric] is not null)
            ? UsualMetric
            : outcome.Published.Metric;

    private static HeatAxis AxisOf(GridAxis axis) => new(axis.Name, [.. axis.Values.Select(value => value.ToString())],
        [.. Enumerable.Range(0, axis.Values.Count).Where(i => axis.IsTrained(axis.Values[i]))]);

    private static string Trained(GridAxis axis) => $"{axis.Name} {new GridValue(axis.TrainedLow, axis.TrainedHigh)}";
}
