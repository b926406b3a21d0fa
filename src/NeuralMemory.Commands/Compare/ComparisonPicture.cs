using NeuralMemory.Analysis;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>The learning curves of a comparison over one another: a panel for each task, a line for each group.</summary>
internal static class ComparisonPicture
{
    /// <summary>The picture, as SVG.</summary>
    /// <param name="comparison">What is drawn.</param>
    /// <param name="metric">The metric; null for that which counts.</param>
    /// <param name="progress">What the curves are drawn over.</param>
    /// <exception cref="RunException">Nothing was measured so far.</exception>
    public static string Draw(Comparison comparison, string? metric, Progress progress)
    {
        LinePanel[] panels = [.. comparison.Tasks.Select(task => PanelOf(task, metric ?? task.DecisiveMetric, progress))
            .Where(panel => panel.Lines.Count > 0)];
        if (panels.Length == 0)
            throw new RunException(RunProblem.Missing,
                $"no run has measured {metric ?? comparison.Tasks[0].DecisiveMetric} during training");
        return LinesPicture.Draw(panels, "Learning curves", "On the episodes of evaluations during training, not smoothed; thin: the "
            + "seeds; thick: their median, where one that has ended (dot) keeps its last value");
    }

    private static LinePanel PanelOf(ComparedTask task, string metric, Progress progress)
    {
        IEnumerable<PanelLine> lines = task.Groups.Select(group => new PanelLine(group.Group.Label,
            [.. group.Group.Runs.Select(run => PointsOf(run, metric, progress)).Where(points => points.Count > 0)]));
        return new(task.Task ?? "", MetricNames.InWords(metric), Across(progress), [.. lines.Where(line => line.Seeds.Count > 0)])
        {
            IsCourse = true,
            IsLogarithmic = progress != Progress.Seconds,
        };
    }

    private static IReadOnlyList<LinePoint> PointsOf(RunFacts run, string metric, Progress progress) =>
    [
        .. run.Curve(metric).Where(point => double.IsFinite(point.Value) && point.At(progress) > 0)
            .Select(point => new LinePoint(point.At(progress), point.Value)),
    ];

    private static string Across(Progress progress) => progress switch
    {
        Progress.Steps => "training steps",
        Progress.Seconds => "seconds of training",
        _ => "training sequences",
    };
}
