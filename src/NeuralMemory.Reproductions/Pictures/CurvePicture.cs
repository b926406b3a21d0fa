using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Draws the learning curve of a group of seeds as SVG: the median, the band between the quartiles, and the published figure as a dashed
/// line.
/// </summary>
internal static class CurvePicture
{
    /// <summary>The axis of all pictures of learning curves.</summary>
    internal static readonly FigureAxis Sequences = new("training sequences") { From = 0 };

    /// <summary>The picture; null while there is nothing to draw.</summary>
    public static string? Draw(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        IReadOnlyList<(long Sequences, Quartiles Values)> curve = LearningCurve.Of(outcome);
        if (!curve.Any(point => double.IsFinite(point.Values.Low) || double.IsFinite(point.Values.High)))
            return null;
        int seeds = outcome.Seeds.Count(seed => seed.Curve.Count > 0 || seed.State is RunState.Diverged or RunState.Failed);
        string metric = outcome.Published.Metric.Replace('_', ' ');
        FigureLine line = new("median", [.. curve.Select(point => new FigurePoint(point.Sequences, point.Values.Median))])
        {
            Remark = $"n = {seeds}; band: quartiles",
            Band = [.. curve.Select(point => new FigureSpread(point.Sequences, point.Values.Low, point.Values.High))],
        };
        return FigureSvg.Document(new LineFigure(outcome.Name, $"{metric} on held-out episodes: median and quartiles of "
            + $"{seeds} {(seeds == 1 ? "seed" : "seeds")}; one that was done keeps its last value", Sequences, new(metric), [line])
        {
            References = [new(outcome.Published.Value, $"published: {(outcome.Published.Result == PublishedResult.Fails ? "not " : "")}"
                + AxisText.Value(outcome.Published.Value))],
        });
    }
}
