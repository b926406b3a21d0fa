using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Draws the learning curve of a group of seeds as SVG: the median, the band between the quartiles, and the published figure as a dashed
/// line.
/// </summary>
internal static class CurvePicture
{
    private const double Top = 64;

    /// <summary>The picture; null while there is nothing to draw.</summary>
    public static string? Draw(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        IReadOnlyList<(long Sequences, Quartiles Values)> curve = LearningCurve.Of(outcome);
        double[] finite = [.. curve.SelectMany(point => (double[])[point.Values.Low, point.Values.Median, point.Values.High])
            .Where(double.IsFinite)];
        if (finite.Length == 0)
            return null;
        Svg svg = new();
        double published = outcome.Published.Value, low = Math.Min(finite.Min(), published), high = Math.Max(finite.Max(), published);
        Scale x = CurveAxes.Across(curve[^1].Sequences);
        Scale y = CurveAxes.Down(low, high, Top);
        int seeds = outcome.Seeds.Count(seed => seed.Curve.Count > 0 || seed.State is RunState.Diverged or RunState.Failed);
        svg.Text(x.From, 24, outcome.Name, Palette.Ink, size: 17);
        svg.Text(x.From, 43, $"{outcome.Published.Metric.Replace('_', ' ')} on held-out episodes: median and quartiles of "
            + $"{seeds} {(seeds == 1 ? "seed" : "seeds")}; one that was done keeps its last value", Palette.Faint);
        CurveAxes.Draw(svg, x, y);
        svg.Area([.. curve.Select(point => (x[point.Sequences], y[point.Values.High])),
            .. curve.Reverse().Select(point => (x[point.Sequences], y[point.Values.Low]))], Palette.Blue, 0.18);
        svg.Path(curve.Select(point => (x[point.Sequences], y[point.Values.Median])), Palette.Blue, 2);
        svg.Stroke(x.From, y[published], x.To, y[published], Palette.Red, 1.5, "6 4");
        // Where learning begins the curve is far from what was published.
        svg.Text(x.From + 6, y[published] - 6, $"published: {NumberText.Of(published)}", Palette.Red);
        return svg.Document(CurveAxes.Width, CurveAxes.Bottom(y));
    }
}
