using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Runs as a listing shows them: to people, and to scripts.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="runs">The runs, in order.</param>
/// <param name="metric">The metric to show; null for that which counts for each run.</param>
/// <param name="now">The time, for the age of runs.</param>
internal sealed class RunsList(Terminal terminal, IReadOnlyList<RunFacts> runs, string? metric, DateTimeOffset now)
{
    /// <summary>Longer than a run takes; what a damaged file says may be no time at all.</summary>
    private const double MostSeconds = 1e10;

    /// <summary>A table; on a terminal too narrow for the least of it, two lines for each run.</summary>
    public void Print()
    {
        string[] metrics = [.. runs.Where(run => Value(run) is not null).Select(MetricOf).Distinct()];
        FittingColumn[] columns =
        [
            new("run", 10, Cells(run => run.Path)),
            new("machine", 6, Cells(run => run.Machine)),
            new("task", 7, Cells(run => run.Task)),
            new("seed>", 2, Cells(run => run.Seed?.ToString(CultureInfo.InvariantCulture))),
            new("state", 9, Cells(run => run.State)),
            new("progress>", 5, Cells(Progress)),
            new(metrics is [var only] ? Heading(only) + ">" : "value>", 8, Cells(Number)),
            new("of", 4, Cells(run => metrics.Length > 1 && Value(run) is not null ? MetricOf(run) : null)),
            new("time>", 1, Cells(run => Seconds(run))),
            new("age>", 3, Cells(run => Age(run))),
            new("tags", 3, Cells(run => string.Join(' ', run.Tags))),
        ];
        if (!FittingTable.TryPrint(terminal, columns, least: 3))
            foreach (RunFacts run in runs)
                PrintLines(run);
        Note();
        if (metrics.Length > 1)
            terminal.WriteWords(
                $"  values are of several metrics ({string.Join(", ", metrics)}): each run's own; --metric shows one", indent: 4);
    }

    /// <summary>A table with a line for each group.</summary>
    public void PrintGroups()
    {
        IReadOnlyList<RunGroup> groups = RunCollection.Of(runs).Groups;
        string[] metrics = [.. groups.Select(MetricOf).Distinct()];
        FittingColumn[] columns =
        [
            new("group", 10, [.. groups.Select(group => group.Label)]),
            new("folder", 3, [.. groups.Select(group => group.Place)]),
            new("n>", 9, [.. groups.Select(group => Readable.Count(group.Runs.Count))]),
            new("state", 5, [.. groups.Select(StatesOf)]),
            new((metrics is [var only] ? Heading(only) : "value") + "\nmedian [q1, q3]>", 8,
                [.. groups.Select(group => StatisticText.Quartiles(group.Summarize(MetricOf(group))))]),
            new("of", 4, [.. groups.Select(group => metrics.Length > 1 ? MetricOf(group) : "")]),
        ];
        FittingTable.PrintAll(terminal, FittingTable.Fitting(terminal, columns, least: 3), 2);
        Note();
    }

    /// <summary>For scripts.</summary>
    public JsonArray Document() => [.. runs.Select(run => (JsonNode)new JsonObject
    {
        ["path"] = run.Path,
        ["name"] = run.Name,
        ["task"] = run.Task,
        ["machine"] = run.Machine,
        ["updated"] = run.Updated.ToString("O", CultureInfo.InvariantCulture),
        ["state"] = run.State,
        ["status"] = Json.Status(run.Status),
        ["in_use"] = run.InUse,
        ["killed"] = run.State == "killed",
        ["seed"] = run.Seed,
        ["metric"] = MetricOf(run),
        ["value"] = Value(run) is { } value ? Json.Number(value) : null,
        ["is_final"] = run.Final is not null,
        ["total_steps"] = run.TotalSteps,
        ["tags"] = new JsonArray([.. run.Tags.Select(tag => JsonValue.Create(tag))]),
        ["note"] = run.Note,
        ["problem"] = run.Problem,
    })];

    /// <summary>Groups for scripts.</summary>
    public JsonArray GroupDocument() => [.. RunCollection.Of(runs).Groups.Select(group => (JsonNode)new JsonObject
    {
        ["label"] = group.Label,
        ["path"] = group.Path,
        ["task"] = group.Task,
        ["machine"] = group.Machine,
        ["n"] = group.Runs.Count,
        ["ended"] = group.Ended,
        ["metric"] = MetricOf(group),
        ["summary"] = StatisticText.Document(group.Summarize(MetricOf(group))),
        ["runs"] = new JsonArray([.. group.Runs.Select(run => JsonValue.Create(run.Path))]),
    })];

    /// <summary>For spreadsheets and data frames, a line a run.</summary>
    public string Csv() => CsvText.Line(["path", "name", "task", "machine", "seed", "state", "step", "total_steps", "sequences", "seconds",
            "metric", "value", "is_final", "updated", "tags", "note", "problem"])
        + string.Concat(runs.Select(run => CsvText.Line(
        [
            run.Path, run.Name, run.Task, run.Machine, Whole(run.Seed), run.State, Whole(run.Steps), Whole(run.TotalSteps),
            Whole(run.Sequences), CsvText.Number(run.Seconds), MetricOf(run), CsvText.Number(Value(run)),
            run.Final is null ? "false" : "true",
            run.Updated.ToString("O", CultureInfo.InvariantCulture), string.Join(' ', run.Tags), run.Note, run.Problem,
        ])));

    /// <summary>The same, a line a group.</summary>
    public string GroupCsv() => CsvText.Line(["label", "path", "task", "machine", "runs", "ended", "metric", .. StatisticText.Names])
        + string.Concat(RunCollection.Of(runs).Groups.Select(group => CsvText.Line(
        [
            group.Label, group.Path, group.Task, group.Machine, Whole(group.Runs.Count), Whole(group.Ended), MetricOf(group),
            .. StatisticText.Cells(group.Summarize(MetricOf(group))),
        ])));

    private void PrintLines(RunFacts run)
    {
        terminal.Out.WriteLine(Quoted.Harmless(run.Path));
        string[] known =
        [
            Subject(run), run.State, run.Status is { } status ? Readable.Count(status.Step, "step") : "",
            run.Status is { } seen ? Readable.Count(seen.Sequences, "sequence") : "", Seconds(run) ?? "",
            run.Seed is { } seed ? $"seed {seed}" : "", Value(run) is null ? "" : Named(run)!, $"{Age(run)} ago",
            string.Join(' ', run.Tags),
        ];
        string line = string.Join(", ", known.Where(each => each.Length > 0));
        terminal.WriteWords($"  {Quoted.Harmless(line)}", indent: 2);
    }

    /// <summary>Below the table: what is wrong with runs, so that nobody has to look for it.</summary>
    private void Note()
    {
        foreach (RunFacts run in runs.Where(run => run.Problem is not null))
            terminal.WriteWords(Quoted.Harmless($"  {run.Path}: {run.Problem}"), indent: 4);
        if (runs.Any(run => run.Final is null && Value(run) is not null))
            terminal.WriteWords("  *: in the last evaluation so far, on the episodes that stop rules look at", indent: 4);
    }

    private string[] Cells(Func<RunFacts, string?> cell) => [.. runs.Select(run => cell(run) ?? "")];

    private string MetricOf(RunFacts run) => metric ?? run.DecisiveMetric;

    private string MetricOf(RunGroup group) => metric ?? group.DecisiveMetric;

    private double? Value(RunFacts run) => run.Latest(MetricOf(run));

    private string? Number(RunFacts run) => Value(run) is { } value ? Readable.Number(value) + (run.Final is null ? "*" : "") : null;

    private string? Named(RunFacts run) => Number(run) is { } number ? $"{number} {MetricOf(run)}" : null;

    /// <summary>The share of its steps; of a run that is done their number, for it may have come to its end by its stop rule.</summary>
    private static string? Progress(RunFacts run) => run.Status is not { } status ? null
        : status.State != RunState.Done && run.TotalSteps is > 0 and { } total ? $"{Math.Min(100, (long)(100.0 * run.Steps / total))} %"
        : Readable.Count(run.Steps);

    private static string? Seconds(RunFacts run) => run.Status is { Seconds: >= 0 and < MostSeconds } status
        ? Readable.Duration(TimeSpan.FromSeconds(status.Seconds))
        : null;

    private string Age(RunFacts run) => Readable.Age(now - run.Updated);

    /// <summary><c>ntm on copy</c>; of what cannot be read nothing is said.</summary>
    private static string Subject(RunFacts run) =>
        run.Machine is { } machine && run.Task is { } task ? $"{machine} on {task}" : run.Machine ?? run.Task ?? "";

    /// <summary>How the runs of a group stand, in a word where all stand the same.</summary>
    private static string StatesOf(RunGroup group)
    {
        IGrouping<string, RunFacts>[] states = [.. group.Runs.GroupBy(run => run.State).OrderByDescending(state => state.Count())];
        return states.Length == 1 ? states[0].Key : string.Join(", ", states.Select(state => $"{state.Count()} {state.Key}"));
    }

    private static string? Whole(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Heading(string name) =>
        name.Replace("_per_", "_\nper_", StringComparison.Ordinal).Replace("_percent", "_\npercent", StringComparison.Ordinal);
}
