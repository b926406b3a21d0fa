using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>What a group is and came to, in words.</summary>
public static class GroupText
{
    /// <summary>Machine, task and training in a sentence.</summary>
    public static string SentenceOf(RunGroup group)
    {
        FlatConfig config = group.Config;
        List<string> machine = [];
        if (config.TextAt("machine.controller.kind") is { } controller)
            machine.Add($"{controller} controller{(config.TextAt("machine.controller.units") is { } units ? $" of {units} units" : "")}");
        if (config.TextAt("machine.memory.slots") is { } slots)
            machine.Add($"{slots} slots{(config.TextAt("machine.memory.width") is { } width ? $" of {width} numbers" : "")}");
        if (config.TextAt("machine.units") is { } own)
            machine.Add($"{own} units");
        if (new GroupFigures(group).Parameters is { } parameters)
            machine.Add($"{AxisText.Count(parameters)} parameters");
        List<string> training = [];
        if (config.TextAt("training.optimizer.kind") is { } optimizer)
            training.Add($"by {optimizer}{(config.TextAt("training.optimizer.rate") is { } rate ? $" at {Rate(rate)}" : "")}");
        if (config.TextAt("training.batch") is { } batch)
            training.Add($"in batches of {batch}");
        return $"{group.Machine ?? "a machine"}{(machine.Count > 0 ? $" ({string.Join(", ", machine)})" : "")} trained on "
            + $"{group.Task ?? "a task"}{(training.Count > 0 ? $" {string.Join(", ", training)}" : "")}.";
    }

    /// <summary>How many runs stand how.</summary>
    public static string StatesOf(IEnumerable<RunFacts> runs) => string.Join(", ", runs.GroupBy(run => run.State)
        .OrderByDescending(state => state.Count()).ThenBy(state => state.Key, StringComparer.Ordinal)
        .Select(state => $"{AxisText.Count(state.Count())} {state.Key}"));

    /// <summary>Which episodes chose and which are reported.</summary>
    public static string EpisodesOf(IReadOnlyList<RunGroup> groups)
    {
        RunFacts[] runs = [.. groups.SelectMany(group => group.Runs)];
        return runs.All(run => run.HasTestEpisodes)
            ? "Selection episodes (evaluation.seed) decided when training stopped and which checkpoint or point is best: curves show "
                + "these. Figures at the end of training come from test episodes (evaluation.test_seed), drawn apart."
            : "These runs have one set of held-out episodes: it decided when training stopped, and the figures at the end come from it "
                + "too, which flatters them a little. A config with evaluation.test_seed reports other episodes than it chooses by.";
    }

    /// <summary>The cards of a group, or of a run.</summary>
    public static IEnumerable<ReportCard> CardsOf(RunGroup group)
    {
        GroupFigures figures = new(group);
        int ended = group.Ended;
        string n = group.Runs.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"n = {ended}");
        if (figures is { Rule: { } rule, Solved: { Trials: > 0 } solved })
        {
            SolveRow row = SolveFigures.RowOf(group, Progress.Sequences);
            yield return group.Runs.Count == 1
                ? new("solved", row.Runs[0].IsSolved ? "yes" : "no", rule.ToString().Replace('_', ' '))
                : new("solved", $"{solved.Successes} of {solved.Trials}", string.Create(CultureInfo.InvariantCulture,
                    $"{100 * solved.Share:0} %; 95 % interval (Wilson) {100 * solved.Low:0} to {100 * solved.High:0} %"));
            if (row.Runs.Count > 1 || row.Runs[0].IsSolved)
                yield return new("sequences to solve", row.MedianText,
                    group.Runs.Count == 1 ? "" : $"median, {n}; unsolved count as later");
        }

        foreach (string metric in MetricsOf(group).Take(3))
        {
            Summary summary = figures.Of(metric);
            if (summary.Count > 0)
                yield return new(MetricNames.InWords(metric), AxisText.Value(summary.Median), group.Runs.Count == 1
                    ? "at the end of training"
                    : $"median, {n}; quartiles {AxisText.Value(summary.Low)} to {AxisText.Value(summary.High)}");
        }

        Summary seconds = Summary.Of(group.Runs.Where(run => run.HasEnded).Select(run => run.Seconds));
        if (seconds.Count > 0)
            yield return new("training time", Time(seconds.Median), $"wall clock{(group.Runs.Count == 1 ? "" : $", median, {n}")}; "
                + $"{AxisText.Value(figures.SequencesPerSecond.Median)} sequences a second");
    }

    /// <summary>The metrics at the end, the one that counts first.</summary>
    public static IReadOnlyList<string> MetricsOf(RunGroup group) => group.Metrics;

    /// <summary>See <see cref="AxisText.Duration"/>.</summary>
    public static string Time(double seconds) => AxisText.Duration(seconds);

    private static string Rate(string rate) =>
        double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? AxisText.Mark(value) : rate;
}
