using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Reports;

namespace NeuralMemory.Web;

/// <summary>The lines of the table of runs.</summary>
/// <param name="open">The keys of the lines that are folded open.</param>
/// <param name="now">The time, for ages.</param>
internal sealed class RunLines(IReadOnlySet<string> open, DateTimeOffset now)
{
    /// <summary>Longer than a run takes; what a damaged file says may be no time at all.</summary>
    private const double MostSeconds = 1e10;

    /// <summary>The lines that are seen, from top to bottom.</summary>
    public IEnumerable<RunLine> Of(IEnumerable<RunNode> nodes, int depth = 0)
    {
        foreach (RunNode node in nodes)
        {
            bool? isOpen = node.Below.Count == 0 ? null : open.Contains(node.Key);
            yield return Of(node, depth) with { IsOpen = isOpen };
            if (isOpen == true)
                foreach (RunLine below in Of(node.Below, depth + 1))
                    yield return below;
        }
    }

    private RunLine Of(RunNode node, int depth)
    {
        ShownRun first = node.Runs[0];
        bool isOne = node.Below.Count == 0;
        bool isSweep = node.Below.Any(below => below.Below.Count > 0);
        string metric = node.Metric;
        double seconds = isOne ? first.Seconds : node.Runs.Sum(run => run.Seconds);
        return new()
        {
            Key = node.Key,
            Depth = depth,
            Title = node.Title,
            Link = isOne ? PageLinks.Run(first.Name) : isSweep ? null : PageLinks.Group(first.Name),
            Remark = isOne ? "" : isSweep ? $"{node.Below.Count} points, {node.Runs.Count} runs" : Count(node.Runs.Count, "run"),
            Subject = isSweep ? Subjects(node) : Subject(first.Facts),
            States = isOne ? first.Facts.State : States(node),
            Percent = node.Runs.Any(run => run.Progress is not null) ? (int)(100 * node.Progress) : null,
            Progress = isOne ? ProgressOf(first) : "",
            Left = node.Runs.Select(run => run.SecondsLeft).Max() is { } left ? $"{AxisText.Duration(left)} left" : "",
            Value = node.Value is { } value
                ? AxisText.Value(value) + (node.Runs.All(run => run.Facts.Final is not null) ? "" : "*")
                : "",
            Metric = node.Value is null ? "" : MetricNames.InWords(metric) + (isOne ? "" : ", median"),
            Spark = isSweep ? "" : Sparkline.Of(node.Runs.Select(run => run.Facts), metric),
            Time = seconds is > 0 and < MostSeconds ? AxisText.Duration(seconds) : "",
            Age = node.IsRunning ? "now" : Age(now - node.Updated),
            Tags = string.Join(' ', node.Runs.SelectMany(run => run.Tags).Distinct()),
            Problem = isOne ? first.Facts.Problem : null,
        };
    }

    private static string ProgressOf(ShownRun run) => run.Facts.Status is null ? ""
        : run.Progress is { } share ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * share):0} %")
        : Count(run.Steps, "step");

    private static string Subject(RunFacts run) =>
        run.Machine is { } machine && run.Task is { } task ? $"{machine} on {task}" : run.Machine ?? run.Task ?? "";

    private static string Subjects(RunNode node) =>
        node.Runs.Select(run => Subject(run.Facts)).Distinct().ToArray() is { Length: <= 2 } few ? string.Join(", ", few) : "several";

    private static string States(RunNode node)
    {
        IGrouping<string, ShownRun>[] states = [.. node.Runs.GroupBy(run => run.Facts.State).OrderByDescending(state => state.Count())];
        return states.Length == 1 ? states[0].Key : string.Join(", ", states.Select(state => $"{state.Count()} {state.Key}"));
    }

    private static string Count(long count, string what) => $"{AxisText.Count(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min ago",
        { TotalDays: < 2 } => $"{(int)age.TotalHours} h ago",
        { TotalDays: < 10000 } => $"{(int)age.TotalDays} d ago",
        _ => "",
    };
}
