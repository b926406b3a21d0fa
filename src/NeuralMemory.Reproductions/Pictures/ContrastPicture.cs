using NeuralMemory.Reports;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Draws the learning curves of two configs of which a paper claims that one learns where the other does not, as SVG: each seed as a thin
/// line, which ends where its training ended, with a dot where it was solved; their median as a thick one, for which a seed that is done
/// keeps its last value.
/// </summary>
internal static class ContrastPicture
{
    private const double Top = 86, LegendAt = 63;
    private const string OwnColor = Palette.Blue, OtherColor = Palette.Orange;

    /// <summary>Whether there are curves of both configs.</summary>
    public static bool IsPossible(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome is { Contrast: not null, Other: { } other } && HasCurve(outcome) && HasCurve(other);
    }

    /// <summary>The picture; null unless it <see cref="IsPossible"/>.</summary>
    public static string? Draw(ReproductionOutcome outcome)
    {
        if (!IsPossible(outcome))
            return null;
        ReproductionOutcome other = outcome.Other!;
        CurvePoint[] points = [.. outcome.Seeds.Concat(other.Seeds).SelectMany(seed => seed.Curve)];
        double[] finite = [.. points.Select(point => point.Value).Where(double.IsFinite)];
        Scale x = CurveAxes.Across(points.Max(point => point.Sequences));
        Scale y = CurveAxes.Down(finite.Min(), finite.Max(), Top);
        Svg svg = new();
        svg.Text(x.From, 24, $"{outcome.Name} and {other.Name}", Palette.Ink, size: 17);
        svg.Text(x.From, 43, $"{outcome.Published.Metric.Replace('_', ' ')} on held-out episodes; thin: the seeds, dots: solved; "
            + "thick: the median, where one that is done keeps its last value", Palette.Faint);
        CurveAxes.Draw(svg, x, y);
        // Ours on top, where both lie on each other at the beginning.
        Curves(svg, other, OtherColor, x, y);
        Curves(svg, outcome, OwnColor, x, y);
        Legend(svg, x.From, outcome, OwnColor);
        Legend(svg, (x.From + x.To) / 2, other, OtherColor);
        return svg.Document(CurveAxes.Width, CurveAxes.Bottom(y));
    }

    private static bool HasCurve(ReproductionOutcome outcome) =>
        outcome.Seeds.Any(seed => seed.Curve.Any(point => double.IsFinite(point.Value)));

    private static void Curves(Svg svg, ReproductionOutcome outcome, string color, Scale x, Scale y)
    {
        double worst = outcome.WorstOf(outcome.Published.Metric);
        foreach (SeedOutcome seed in outcome.Seeds.Where(seed => seed.Curve.Count > 0))
        {
            svg.Path(LearningCurve.Thin(seed.Curve).Select(point => (x[point.Sequences], HeightOf(point.Value))), color, 1, opacity: 0.45);
            if (seed.Solved is { } solved)
                svg.Dot(x[solved.Sequences], HeightOf(seed.Curve.LastOrDefault(
                    point => point.Sequences <= solved.Sequences, seed.Curve[0]).Value), 3.5, color);
        }

        svg.Path(LearningCurve.Of(outcome).Select(point => (x[point.Sequences], y[point.Values.Median])), color, 2.5);

        double HeightOf(double value) => y[double.IsNaN(value) ? worst : value];
    }

    private static void Legend(Svg svg, double x, ReproductionOutcome outcome, string color)
    {
        svg.Stroke(x, LegendAt + 4, x + 24, LegendAt + 4, color, 2.5);
        string solved = outcome.Ended == 0 ? "" : $": {outcome.Solved.Successes} of {outcome.Solved.Trials} solved";
        svg.Text(x + 32, LegendAt + 8, $"{outcome.Name}{solved}", Palette.Ink);
    }
}
