using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>The columns in which the groups of a task stand side by side, for a terminal and for LaTeX.</summary>
/// <param name="style">How they are shown.</param>
/// <param name="stateOf">The numbers that a group's machine carries from step to step; null where that is not known.</param>
internal sealed class ComparisonColumns(ComparisonStyle style, Func<RunGroup, string?> stateOf)
{
    /// <summary>More metrics than these make no table that can be read.</summary>
    private const int MostMetrics = 3;

    /// <summary>What was measured of a task, or of that what was asked for.</summary>
    public IReadOnlyList<string> MetricsOf(ComparedTask task) => style.Metrics.Count > 0 ? style.Metrics : task.Metrics;

    /// <summary>
    /// The metrics that have a column: what was asked for; else the one that counts, and the first others that are of all channels.
    /// </summary>
    public IReadOnlyList<string> ShownOf(ComparedTask task) => style.Metrics.Count > 0 ? style.Metrics
        : [.. task.Metrics.OrderBy(metric => metric != task.Metrics[0] && metric.Contains('.')).Take(MostMetrics)];

    /// <summary>The metrics that have none.</summary>
    public IReadOnlyList<string> LeftOut(ComparedTask task) => [.. MetricsOf(task).Except(ShownOf(task))];

    /// <summary>The groups of a task, and below them all seeds together where these are compared.</summary>
    public static GroupFigures[] RowsOf(ComparedTask task, GroupFigures? together) =>
        together is null ? [.. task.Groups] : [.. task.Groups, together];

    /// <summary>What a row is called.</summary>
    public static string LabelOf(GroupFigures row, GroupFigures? together) =>
        ReferenceEquals(row, together) ? $"all {row.Group.Runs.Count}" : row.Group.Label;

    /// <summary>The columns: the label, n, and what was measured.</summary>
    public IReadOnlyList<FittingColumn> Of(ComparedTask task, GroupFigures? together)
    {
        GroupFigures[] rows = RowsOf(task, together);
        IReadOnlyList<string> metrics = style.Statistic == ShownStatistic.All ? [] : ShownOf(task);
        return
        [
            new(together is null ? "group" : "run", 9, [.. rows.Select(row => LabelOf(row, together))]),
            new("n>", 9, [.. rows.Select(CountOf)]),
            .. metrics.Take(1).SelectMany(metric => Metric(rows, metric)),
            new("solved,\n95 % interval>", 5, [.. rows.Select(row => row.Solved is { } share ? StatisticText.Share(share) : "")]),
            new("sequences\nto solve>", 5, [.. rows.Select(row => row.SequencesToSolve is { } time
                ? StatisticText.Median(time, count => Readable.Count((long)count)) : "")]),
            .. metrics.Skip(1).SelectMany(metric => Metric(rows, metric)),
            new("seconds\nto solve>", 5, [.. rows.Select(row => row.SecondsToSolve is { } time
                ? StatisticText.Median(time, Readable.Number) : "")]),
            new("parameters>", 5, [.. rows.Select(row => row.Parameters is { } count ? Readable.Count(count) : "")]),
            new("state,\nnumbers>", 5, [.. rows.Select(row => stateOf(row.Group) ?? "")]),
            new($"sequences/s,\n{style.Heading}>", 5, [.. rows.Select(row =>
                row.SequencesPerSecond is { Count: > 0 } speed ? style.Text(speed) : "")]),
        ];
    }

    /// <summary>All statistics of a metric.</summary>
    public static IReadOnlyList<FittingColumn> AllOf(ComparedTask task, GroupFigures? together, string metric)
    {
        GroupFigures[] rows = RowsOf(task, together);
        (string Heading, Func<Summary, double> Of)[] statistics =
        [
            ("min", summary => summary.Minimum), ("q1", summary => summary.Low), ("median", summary => summary.Median),
            ("q3", summary => summary.High), ("max", summary => summary.Maximum), ("mean", summary => summary.Mean),
            ("sd", summary => summary.Deviation),
        ];
        return
        [
            new(metric, 9, [.. rows.Select(row => LabelOf(row, together))]),
            new("n>", 9, [.. rows.Select(row => Readable.Count(row.Of(metric).Count))]),
            .. statistics.Select(each => new FittingColumn(each.Heading + ">", 5,
                [.. rows.Select(row => StatisticText.Number(each.Of(row.Of(metric))))])),
        ];
    }

    /// <summary>What changes from the first group to each other one, seed by seed.</summary>
    /// <param name="task">The task.</param>
    /// <param name="called">What the first group is called.</param>
    public IReadOnlyList<FittingColumn> Paired(ComparedTask task, string called)
    {
        GroupFigures first = task.Groups[0];
        GroupFigures[] others = [.. task.Groups.Skip(1)];
        return
        [
            new($"less {called}", 9, [.. others.Select(row => row.Group.Label)]),
            new("common\nseeds>", 9, [.. others.Select(row =>
                Readable.Count(row.Against(first, ShownOf(task).FirstOrDefault(task.DecisiveMetric)).Differences.Count))]),
            .. ShownOf(task).SelectMany(metric => (FittingColumn[])
            [
                new($"{Headed(metric)}\n{style.Heading}>", 6, [.. others.Select(row => style.Text(row.Against(first, metric).Summary))]),
                new("lower,\nhigher>", 5, [.. others.Select(row =>
                    row.Against(first, metric) is var found ? $"{found.Lower}, {found.Higher}" : "")]),
                .. style.HasBootstrap ? (FittingColumn[])[new($"95 % of the\n{style.Center.ToString().ToLowerInvariant()}>", 5,
                    [.. others.Select(row => row.Against(first, metric).Differences is { Count: > 1 } differences
                        ? StatisticText.Interval(Bootstrap.Of(differences, style.Center))
                        : "")])] : [],
            ]),
        ];
    }

    /// <summary>A metric's name in lines short enough for a table.</summary>
    public static string Headed(string metric) =>
        metric.Replace("_per_", "_\nper_", StringComparison.Ordinal).Replace("_percent", "_\npercent", StringComparison.Ordinal);

    private IEnumerable<FittingColumn> Metric(GroupFigures[] rows, string metric)
    {
        bool isOne = rows.All(row => row.Group.Runs.Count == 1);
        yield return new($"{Headed(metric)}{(isOne ? "" : "\n" + style.Heading)}>", 6, [.. rows.Select(row => TextOf(row, metric))]);
        if (style.HasBootstrap && !isOne)
            yield return new($"95 % of the\n{style.Center.ToString().ToLowerInvariant()}>", 5,
                [.. rows.Select(row => row.Of(metric).Count < 2 ? "" : StatisticText.Interval(row.Bootstrapped(metric, style.Center)))]);
    }

    /// <summary>A metric that not all runs have says of how many it is.</summary>
    private string TextOf(GroupFigures row, string metric) => row.Of(metric) is var summary && summary.Count > 0
        && summary.Count != row.Group.Ended ? $"{style.Text(summary)} (n = {summary.Count})" : style.Text(summary);

    private static string CountOf(GroupFigures row) => row.Group.Ended == row.Group.Runs.Count
        ? Readable.Count(row.Group.Runs.Count)
        : $"{row.Group.Ended} of {row.Group.Runs.Count}";
}
