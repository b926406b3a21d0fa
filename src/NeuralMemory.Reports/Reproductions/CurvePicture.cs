using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws the learning curve of a group of seeds as SVG: the median, the band between the quartiles, and the published figure as a dashed
/// line.
/// </summary>
public static class CurvePicture
{
    private const double Left = 70, Right = 40, Top = 64, PlotHeight = 300, Bottom = 46;

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
        double margin = high > low ? 0.05 * (high - low) : 1;
        Scale x = new(0, curve[^1].Sequences, Left, Svg.Width - Right);
        Scale y = new(low - (low == 0 ? 0 : margin), high + margin, Top + PlotHeight, Top);
        int seeds = outcome.Seeds.Count(seed => seed.Curve.Count > 0 || seed.State is RunState.Diverged or RunState.Failed);
        svg.Text(Left, 24, outcome.Name, Svg.Ink, size: 17);
        svg.Text(Left, 43, $"{outcome.Published.Metric.Replace('_', ' ')} on held-out episodes: median and quartiles of "
            + $"{seeds} {(seeds == 1 ? "seed" : "seeds")}; one that was done keeps its last value", Svg.Faint);
        Axes(svg, x, y);
        svg.Area([.. curve.Select(point => (x[point.Sequences], y[point.Values.High])),
            .. curve.Reverse().Select(point => (x[point.Sequences], y[point.Values.Low]))], Svg.Blue, 0.18);
        svg.Path(curve.Select(point => (x[point.Sequences], y[point.Values.Median])), Svg.Blue, 2);
        svg.Stroke(Left, y[published], Svg.Width - Right, y[published], Svg.Red, 1.5, "6 4");
        // Where learning begins the curve is far from what was published.
        svg.Text(Left + 6, y[published] - 6, $"published: {ReproductionTable.Number(published)}", Svg.Red);
        return svg.Document(Top + PlotHeight + Bottom);
    }

    private static void Axes(Svg svg, Scale x, Scale y)
    {
        svg.Rectangle(Left, Top, Svg.Width - Left - Right, PlotHeight, Svg.Paper);
        foreach (double tick in y.Ticks)
        {
            svg.Stroke(Left, y[tick], Svg.Width - Right, y[tick], Svg.Line);
            svg.Text(Left - 8, y[tick] + 4, ReproductionTable.Number(tick), Svg.Faint, "end");
        }

        foreach (double tick in x.Ticks)
            svg.Text(x[tick], Top + PlotHeight + 18, ReproductionTable.Number(tick), Svg.Faint, "middle");
        svg.Text(Svg.Width - Right, Top + PlotHeight + 36, "training sequences →", Svg.Faint, "end");
    }
}
