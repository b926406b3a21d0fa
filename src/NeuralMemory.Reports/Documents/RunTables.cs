using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The tables of a report.</summary>
public static class RunTables
{
    /// <summary>A row for each run of some groups.</summary>
    public static ReportTable SeedsOf(IReadOnlyList<RunGroup> groups)
    {
        bool isSweep = groups.Count > 1;
        string[] metrics = [.. groups.SelectMany(GroupText.MetricsOf).Distinct()];
        List<string> notes = [];
        List<string[]> rows = [];
        foreach (RunGroup group in groups)
        {
            SolveRule? rule = SolveRule.Of(group.Config);
            foreach (RunFacts run in group.Runs)
            {
                string seed = string.Create(CultureInfo.InvariantCulture, $"{run.Seed}");
                rows.Add(
                [
                    .. isSweep ? (string[])[group.Label] : [], seed, run.State, AxisText.Count(run.Sequences),
                    rule?.Find(run) is { } solved ? AxisText.Count(solved.Sequences) : run.HasEnded ? "no" : "",
                    GroupText.Time(run.Seconds), .. metrics.Select(metric => run.Final?[metric] is { } value ? AxisText.Value(value) : ""),
                ]);
                if (run.State != "done" && run.Status?.Reason is { } reason)
                    notes.Add($"{(isSweep ? $"{group.Label}, " : "")}seed {seed}: {reason}.");
                if (run.Problem is { } problem)
                    notes.Add($"{(isSweep ? $"{group.Label}, " : "")}seed {seed}: {problem}.");
            }
        }

        return new(
        [
            .. isSweep ? (ReportColumn[])[new("group")] : [], new("seed", true), new("state"), new("sequences", true),
            new("solved after", true), new("time", true), .. metrics.Select(metric => new ReportColumn(MetricNames.InWords(metric), true)),
        ], rows)
        { Notes = notes };
    }

    /// <summary>A row for each group, the best first by what chooses, with what is reported.</summary>
    public static ReportTable PointsOf(RunCollection runs, IReadOnlyList<RunGroup> ranked)
    {
        string metric = ranked[0].DecisiveMetric;
        bool hasRules = ranked.Any(group => SolveRule.Of(group.Config) is not null);
        int[] places = [.. ranked.Select(group => runs.Groups.ToList().IndexOf(group))];
        string words = MetricNames.InWords(metric);
        return new(
        [
            new("", true), .. runs.Differences.Count > 0
                ? runs.Differences.Select(difference => new ReportColumn(difference.Name, true))
                : [new ReportColumn("group")],
            new("n", true), new($"{words}: selection", true), new($"{words}: reported", true),
            .. hasRules ? (ReportColumn[])[new("solved", true), new("sequences to solve", true)] : [],
        ],
        [
            .. ranked.Select((group, i) => (IReadOnlyList<string>)
            [
                string.Create(CultureInfo.InvariantCulture, $"{i + 1}"), .. runs.Differences.Count > 0
                    ? runs.Differences.Select(difference => difference.Values[places[i]] ?? "–")
                    : [group.Label],
                group.Ended == group.Runs.Count ? Count(group.Runs.Count) : $"{Count(group.Ended)} of {Count(group.Runs.Count)}",
                Text(group.SummarizeSelection(metric)), Text(group.Summarize(metric)), .. hasRules ? SolvedOf(group) : [],
            ]),
        ])
        {
            Best = 0,
            Notes = [$"Median (quartiles) over the runs of each point that have ended. Ordered by {words} in the last evaluation during "
                + "training, which is on selection episodes; reported is that at the end of training. Runs that diverged or failed count "
                + "as worse than all others."],
        };
    }

    /// <summary>The groups, the best first by the metric that counts in the last evaluation of training; those of no number last.</summary>
    public static IReadOnlyList<RunGroup> Ranked(IReadOnlyList<RunGroup> groups)
    {
        string metric = groups[0].DecisiveMetric;
        double sign = MetricNames.IsHigherBetter(metric) ? -1 : 1;
        return [.. groups.Select(group => (Group: group, Values: group.SummarizeSelection(metric), Solved: Median(group)))
            .OrderBy(each => each.Values.Count == 0).ThenBy(each => sign * each.Values.Median).ThenBy(each => each.Solved)
            .ThenBy(each => sign * each.Values.High).Select(each => each.Group)];
    }

    private static double Median(RunGroup group) => RowOf(group) is { Runs.Count: > 0 } row ? row.Median : double.PositiveInfinity;

    private static IEnumerable<string> SolvedOf(RunGroup group) => RowOf(group) is { } row
        ? [$"{Count(row.Solved.Successes)} of {Count(row.Solved.Trials)}", row.MedianText]
        : ["", ""];

    private static SolveRow? RowOf(RunGroup group) =>
        SolveRule.Of(group.Config) is null ? null : SolveFigures.RowOf(group, Progress.Sequences);

    private static string Text(Summary summary) => summary.Count == 0 ? ""
        : summary.Count == 1 || summary.Low == summary.High ? AxisText.Value(summary.Median)
        : $"{AxisText.Value(summary.Median)} ({AxisText.Value(summary.Low)} to {AxisText.Value(summary.High)})";

    private static string Count(int count) => AxisText.Count(count);
}
