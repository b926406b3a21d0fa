using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The figures of a report; none where there is nothing to draw.</summary>
internal static class ReportFigures
{
    /// <summary>More lines than these are not told apart.</summary>
    private const int MostLines = 8;

    private const int MostOthers = 3;

    /// <summary>More rows than these are a table rather than a picture.</summary>
    private const int MostRows = 24;

    /// <summary>The runs whose lines are drawn: of a sweep of many points the best ones.</summary>
    public static RunCollection Drawn(RunCollection runs, IReadOnlyList<RunGroup> ranked) => runs.Groups.Count <= MostLines ? runs
        : RunCollection.Of(ranked.Take(MostLines).SelectMany(group => group.Runs));

    /// <summary>The metric that counts, with a linear axis and a logarithmic one.</summary>
    public static IReadOnlyList<Figure> Curves(RunCollection runs) => Try(() => CurveFigures.Of(runs, new())) is LineFigure linear
        ? MetricNames.IsHigherBetter(linear.ValueColumn) || !linear.Lines.Any(line => line.Points.Any(point => point.Y > 0))
            ? [linear]
            : [linear, CurveFigures.Of(runs, new() { IsLogarithmicUp = true })]
        : [];

    /// <summary>The other metrics.</summary>
    public static IReadOnlyList<Figure> OtherCurves(RunCollection runs, Figure? first) => first is null ? [] :
    [
        .. RunMetrics.OfCurves(runs, "evaluation").Where(metric => metric != first.ValueColumn).Take(MostOthers)
            .Select(metric => Try(() => CurveFigures.Of(runs, new() { Metric = metric }))).OfType<Figure>(),
    ];

    /// <summary>What trained machines answer at other sizes; of several groups over two axes that of the best.</summary>
    public static Figure? Generalisation(RunCollection runs, RunGroup best) => Try(() => GridFigures.Of(runs))
        ?? (runs.Groups.Count > 1 ? Try(() => GridFigures.Of(RunCollection.Of(best.Runs))) : null);

    /// <summary>The time until tasks were solved; of very many groups that of those whose curves are drawn.</summary>
    public static Figure? Solving(RunCollection runs, RunCollection drawn) =>
        Try(() => SolveFigures.Of(runs.Groups.Count > MostRows ? drawn : runs));

    private static Figure? Try(Func<Figure> draw)
    {
        try
        {
            return draw();
        }
        catch (RunException)
        {
            return null;
        }
    }
}
