using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// What trained machines answer at other sizes, as their grids measured it: curves of groups over one axis, or a heat map of one group over
/// two.
/// </summary>
public static class GridFigures
{
    private const string AxisPrefix = "evaluation.grid.";

    /// <summary>Half of the bits are wrong where a machine knows nothing.</summary>
    private const double Chance = 50;

    /// <summary>The figure.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="metric">What is drawn; null for what is comparable between sizes.</param>
    /// <param name="isLogarithmicAcross">Whether the axis across is logarithmic; has no effect on a heat map.</param>
    /// <param name="isLogarithmicUp">Whether the axis upwards is logarithmic; has no effect on a heat map.</param>
    /// <exception cref="RunException">There is nothing to draw, or more than a picture holds.</exception>
    public static Figure Of(RunCollection runs, string? metric = null, bool isLogarithmicAcross = false, bool isLogarithmicUp = false)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RunGroup[] groups = [.. runs.Groups.Where(group => group.Runs.Any(run => run.Grid.Count > 0))];
        if (groups.Length == 0)
            throw new RunException(RunProblem.Missing, "no grid was measured by these runs so far: it is measured when a run is done, "
                + "where its config has evaluation.grid");
        string[] axes = AxesOf(groups[0]);
        if (groups.FirstOrDefault(group => !AxesOf(group).SequenceEqual(axes)) is { } other)
            throw new RunException(RunProblem.Missing, $"the grids of {groups[0].Label} ({string.Join(", ", axes)}) and {other.Label} "
                + $"({string.Join(", ", AxesOf(other))}) have different axes: draw them apart");
        string[] names = [.. groups.SelectMany(group => group.Runs).SelectMany(run => run.Grid).SelectMany(each => each.Metrics)
            .Select(value => value.Name).Distinct()];
        string chosen = RunMetrics.Choose(runs, metric ?? RunMetrics.OfSizes(names), names, "on a grid");
        return axes switch
        {
            [var axis] => CurveOf(runs, groups, axis, chosen, isLogarithmicAcross, isLogarithmicUp),
            [var down, var across] when groups.Length == 1 => HeatOf(runs, groups[0], down, across, chosen),
            [_, _] => throw new RunException(RunProblem.Missing,
                $"a heat map is of one group, and these are {groups.Length}: name one of their folders, such as '{groups[0].Path}'"),
            _ => throw new RunException(RunProblem.Missing, $"a grid of {axes.Length} axes with more than one value cannot be drawn; "
                + "its numbers are in the run's folder evaluations"),
        };
    }

    /// <summary>The axes of a group's grid that have more than one value, in the order of its config.</summary>
    internal static string[] AxesOf(RunGroup group) =>
    [
        .. group.Config.Keys.Where(key => key.StartsWith(AxisPrefix, StringComparison.Ordinal)).Select(key => key[AxisPrefix.Length..])
            .Where(axis => PlacesOf(group, axis).Length > 1),
    ];

    private static LineFigure CurveOf(
        RunCollection runs, RunGroup[] groups, string axis, string metric, bool isLogarithmicAcross, bool isLogarithmicUp)
    {
        double[] marks = [.. groups.SelectMany(group => PlacesOf(group, axis)).Select(place => place.Mean).Distinct().Order()];
        if (marks.Any(double.IsNaN))
            throw new RunException(RunProblem.Missing, $"the values of {axis} are words, which have no place on an axis");
        GridPlace?[] trained = [.. groups.Select(group => GridPlace.Trained(group, axis)).Distinct()];
        return new(RunMetrics.TitleOf(runs),
            $"{MetricNames.InWords(metric)} at the end of training {EpisodesOf(groups)}{StatisticOf(groups)}",
            new(axis) { Marks = marks.Length <= 10 ? marks : [], IsLogarithmic = isLogarithmicAcross },
            new(MetricNames.InWords(metric)) { IsLogarithmic = isLogarithmicUp },
            [.. groups.Select(group => LineOf(group, axis, metric, runs.Groups.ToList().IndexOf(group)))])
        {
            AcrossColumn = axis,
            ValueColumn = metric,
            Trained = trained is [{ } range]
                ? new(range.Low, range.High, $"training: {range.Text.Replace("-", " to ", StringComparison.Ordinal)}")
                : null,
        };
    }

    private static FigureLine LineOf(RunGroup group, string axis, string metric, int style)
    {
        (double X, Summary Values)[] points = [.. PlacesOf(group, axis)
            .Select(place => (place.Mean, SummaryAt(group, metric, evaluation => GridPlace.Of(evaluation, axis) == place)))
            .Where(point => point.Item2.Count > 0).OrderBy(point => point.Mean)];
        int ended = group.Runs.Count(run => run.HasEnded);
        return new(group.Label, [.. points.Select(point => new FigurePoint(point.X, point.Values.Median))])
        {
            Style = style,
            HasDots = true,
            HasBars = true,
            Statistic = ended == 1 ? "value" : "median",
            Remark = group.Runs.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"n = {ended}"),
            Band = ended == 1 ? [] : [.. points.Select(point => new FigureSpread(point.X, point.Values.Low, point.Values.High))],
            BandEnds = ("first_quartile", "third_quartile"),
        };
    }

    private static HeatFigure HeatOf(RunCollection runs, RunGroup group, string down, string across, string metric)
    {
        GridPlace[] rows = PlacesOf(group, down), columns = PlacesOf(group, across);
        return new(RunMetrics.TitleOf(runs), $"{MetricNames.InWords(metric)} at the end of training {EpisodesOf([group])}"
            + $"{StatisticOf([group])}; outlined: what training met", AxisOf(group, down, rows), AxisOf(group, across, columns),
            MetricNames.InWords(metric),
            [.. rows.SelectMany(row => columns.Select(column => SummaryAt(group, metric, evaluation =>
                GridPlace.Of(evaluation, down) == row && GridPlace.Of(evaluation, across) == column).Median))])
        {
            ValueColumn = metric,
            Most = metric == "wrong_bits_percent" ? Chance : null,
            Notes = [.. ((string[])[down, across]).Select(axis => (Axis: axis, Met: GridPlace.Trained(group, axis)))
                .Where(each => each.Met is not null).Select(each => $"Training met {each.Axis} {each.Met!.Value.Text}.")],
        };
    }

    private static HeatAxis AxisOf(RunGroup group, string name, GridPlace[] places) => new(name, [.. places.Select(place => place.Text)],
        GridPlace.Trained(group, name) is { } trained
            ? [.. Enumerable.Range(0, places.Length).Where(i => places[i].IsWithin(trained))]
            : []);

    /// <summary>The values of an axis, the least first; words in the order of the files.</summary>
    private static GridPlace[] PlacesOf(RunGroup group, string axis) =>
        [.. group.Runs.SelectMany(run => run.Grid).Select(evaluation => GridPlace.Of(evaluation, axis)).OfType<GridPlace>().Distinct()
            .OrderBy(place => place.Mean).ThenBy(place => place.High)];

    /// <summary>A run that ended without having measured is worse than all that have.</summary>
    private static Summary SummaryAt(RunGroup group, string metric, Func<Evaluation, bool> isThere)
    {
        double worst = MetricNames.WorstOf(metric);
        return Summary.Of(group.Runs.Where(run => run.HasEnded).Select(run => run.Status!.State == RunState.Done
            ? run.Grid.FirstOrDefault(isThere)?[metric] is { } value ? double.IsNaN(value) ? worst : value : double.NaN
            : worst).Where(value => !double.IsNaN(value)));
    }

    private static string EpisodesOf(IEnumerable<RunGroup> groups) =>
        groups.SelectMany(group => group.Runs).All(run => run.HasTestEpisodes) ? "on test episodes" : "on held-out episodes";

    private static string StatisticOf(RunGroup[] groups) => groups.All(group => group.Runs.Count == 1) ? ""
        : groups.Length == 1
            ? $"; median{(AxesOf(groups[0]).Length == 1 ? " and quartiles" : "")} of {AxisText.Count(groups[0].Ended)} runs"
            : "; median and quartiles of the runs";
}
