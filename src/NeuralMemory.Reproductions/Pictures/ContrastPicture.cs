using System.Globalization;
using NeuralMemory.Reports;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Draws the learning curves of two configs of which a paper claims that one learns where the other does not, as SVG: each seed as a thin
/// line, which ends where its training ended, with a dot where it was solved; their median as a thick one, for which a seed that is done
/// keeps its last value.
/// </summary>
internal static class ContrastPicture
{
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
        string metric = outcome.Published.Metric.Replace('_', ' ');
        // Ours on top, where both lie on each other at the beginning.
        return FigureSvg.Document(new LineFigure($"{outcome.Name} and {other.Name}",
            $"{metric} on held-out episodes; thin: the seeds, dots: solved; thick: the median, where one that is done keeps its last value",
            CurvePicture.Sequences, new(metric), [LineOf(other, 1), LineOf(outcome, 0)]));
    }

    private static bool HasCurve(ReproductionOutcome outcome) =>
        outcome.Seeds.Any(seed => seed.Curve.Any(point => double.IsFinite(point.Value)));

    private static FigureLine LineOf(ReproductionOutcome outcome, int style)
    {
        double worst = outcome.WorstOf(outcome.Published.Metric);
        SeedOutcome[] drawn = [.. outcome.Seeds.Where(seed => seed.Curve.Count > 0)];
        return new(outcome.Name,
            [.. LearningCurve.Of(outcome).Select(point => new FigurePoint(point.Sequences, point.Values.Median))])
        {
            Style = style,
            Remark = outcome.Ended == 0 ? "" : $"{outcome.Solved.Successes} of {outcome.Solved.Trials} solved",
            Threads = [.. drawn.Select(seed => new FigureThread(string.Create(CultureInfo.InvariantCulture, $"seed {seed.Seed}"),
                [.. seed.Curve.Select(point => new FigurePoint(point.Sequences, ValueOf(point)))]))],
            Dots = [.. drawn.Where(seed => seed.Solved is not null).Select(seed => new FigurePoint(seed.Solved!.Value.Sequences,
                ValueOf(seed.Curve.LastOrDefault(point => point.Sequences <= seed.Solved.Value.Sequences, seed.Curve[0]))))],
        };

        double ValueOf(CurvePoint point) => double.IsNaN(point.Value) ? worst : point.Value;
    }
}
