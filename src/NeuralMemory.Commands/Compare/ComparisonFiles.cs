using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>A comparison for scripts and papers: JSON, comma-separated values, LaTeX. Numbers have all their digits but in LaTeX.</summary>
internal sealed class ComparisonFiles(
    Comparison comparison, ComparisonStyle style, ComparisonColumns columns, Func<RunGroup, long?> stateOf)
{
    public JsonObject Document() => new()
    {
        ["tasks"] = new JsonArray([.. comparison.Tasks.Select(task => new JsonObject
        {
            ["task"] = task.Task,
            ["differences"] = new JsonArray([.. task.Differences.Select(each => new JsonObject
            {
                ["key"] = each.Key,
                ["values"] = new JsonArray([.. each.Values.Select(value => JsonValue.Create(value))]),
            })]),
            ["groups"] = new JsonArray([.. ComparisonColumns.RowsOf(task, comparison.Together).Select(row => Document(task, row))]),
        })]),
        ["about"] = new JsonArray([.. ComparisonWords.Of(comparison, style).Select(line => JsonValue.Create(line))]),
        ["warnings"] = new JsonArray([.. comparison.Warnings.Select(warning => JsonValue.Create(warning))]),
    };

    /// <summary>A line a group, and a column for each key that differs and each figure.</summary>
    public string Csv()
    {
        string[] keys = [.. comparison.Tasks.SelectMany(task => task.Differences).Select(each => each.Key).Distinct()];
        string[] metrics = [.. comparison.Tasks.SelectMany(columns.MetricsOf).Distinct()];
        string[] statistics = [.. StatisticText.Names.Skip(1), .. style.HasBootstrap ? (string[])["low", "high"] : []];
        string text = CsvText.Line(
        [
            "task", "group", "runs", "ended", .. keys, .. metrics.SelectMany(metric => statistics.Select(name => $"{metric}.{name}")),
            "solved", "solved_of", "solved_low", "solved_high", "sequences_to_solve", "sequences_to_solve_low", "sequences_to_solve_high",
            "seconds_to_solve", "seconds_to_solve_low", "seconds_to_solve_high", "parameters", "state_numbers", "sequences_per_second",
        ]);
        foreach (ComparedTask task in comparison.Tasks)
            foreach (GroupFigures row in ComparisonColumns.RowsOf(task, comparison.Together))
                text += CsvText.Line(
                [
                    task.Task, ComparisonColumns.LabelOf(row, comparison.Together), Whole(row.Group.Runs.Count), Whole(row.Group.Ended),
                    .. keys.Select(key => row.Group.Config[key] ?? TaskValue(row, key)),
                    .. metrics.SelectMany(metric => Cells(row, metric)),
                    Whole(row.Solved?.Successes), Whole(row.Solved?.Trials),
                    CsvText.Number(row.Solved?.Low), CsvText.Number(row.Solved?.High),
                    .. Cells(row.SequencesToSolve), .. Cells(row.SecondsToSolve), Whole(row.Parameters), Whole(stateOf(row.Group)),
                    row.SequencesPerSecond is { Count: > 0 } speed ? CsvText.Number(speed.Median) : "",
                ]);
        return text;
    }

    /// <summary>A table for each task.</summary>
    public string Latex() => string.Join('\n', comparison.Tasks.Select(task =>
    {
        IReadOnlyList<FittingColumn> shown = [.. columns.Of(task, comparison.Together).Where(column => !column.IsEmpty)];
        return LatexText.Table([.. shown.Select(column => Heading(column.Heading))],
            Enumerable.Range(0, shown[0].Cells.Count).Select(i => (IReadOnlyList<string>)[.. shown.Select(column => column.Cells[i])]),
            [$"{task.Task}; needs \\usepackage{{booktabs}}", .. ComparisonWords.Of(comparison, style), .. comparison.Warnings]);
    }));

    private JsonObject Document(ComparedTask task, GroupFigures row) => new()
    {
        ["label"] = ComparisonColumns.LabelOf(row, comparison.Together),
        ["machine"] = row.Group.Machine,
        ["runs"] = new JsonArray([.. row.Group.Runs.Select(run => new JsonObject
        {
            ["path"] = run.Path,
            ["seed"] = run.Seed,
            ["state"] = run.State,
            ["sequences"] = run.Sequences,
            ["seconds"] = Json.Number(run.Seconds),
        })]),
        ["ended"] = row.Group.Ended,
        ["metrics"] = new JsonObject(columns.MetricsOf(task).Select(metric =>
            KeyValuePair.Create<string, JsonNode?>(metric, Document(row, metric, task)))),
        ["solved_when"] = row.Rule?.ToString(),
        ["solved"] = row.Solved is { } share ? new JsonObject
        {
            ["count"] = share.Successes,
            ["of"] = share.Trials,
            ["low"] = Json.Number(share.Low),
            ["high"] = Json.Number(share.High),
        } : null,
        ["sequences_to_solve"] = Document(row.SequencesToSolve),
        ["seconds_to_solve"] = Document(row.SecondsToSolve),
        ["parameters"] = row.Parameters,
        ["state_numbers"] = stateOf(row.Group),
        ["sequences_per_second"] = StatisticText.Document(row.SequencesPerSecond),
    };

    private JsonObject Document(GroupFigures row, string metric, ComparedTask task)
    {
        JsonObject document = StatisticText.Document(row.Of(metric));
        document["values"] = new JsonArray([.. row.Group.Outcomes(metric).Select(Json.Number)]);
        if (style.HasBootstrap)
            document["bootstrap"] = Document(row.Bootstrapped(metric, style.Center));
        if (style.IsPaired && comparison.Together is null && !ReferenceEquals(row, task.Groups[0]))
            document["less_first_group"] = StatisticText.Document(row.Against(task.Groups[0], metric).Summary);
        return document;
    }

    private static JsonArray? Document(Interval interval) =>
        double.IsNaN(interval.Low) ? null : [Json.Number(interval.Low), Json.Number(interval.High)];

    private static JsonObject? Document(Survival? survival) => survival is null ? null : new()
    {
        ["n"] = survival.Count,
        ["solved"] = survival.Events,
        ["median"] = survival.Median,
        ["low"] = survival.MedianLow,
        ["high"] = survival.MedianHigh,
    };

    private IEnumerable<string> Cells(GroupFigures row, string metric)
    {
        Interval interval = style.HasBootstrap ? row.Bootstrapped(metric, style.Center) : Interval.None;
        string[] ends = style.HasBootstrap ? [Known(interval.Low), Known(interval.High)] : [];
        return [.. StatisticText.Cells(row.Of(metric)).Skip(1), .. ends];
    }

    private static IEnumerable<string> Cells(Survival? survival) =>
        [CsvText.Number(survival?.Median), CsvText.Number(survival?.MedianLow), CsvText.Number(survival?.MedianHigh)];

    private static string Known(double value) => double.IsNaN(value) ? "" : CsvText.Number(value);

    private static string? TaskValue(GroupFigures row, string key) =>
        key.Split(": ", 2) is [_, var path] ? row.Group.TaskConfig[path] : null;

    private static string? Whole(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A heading on one line, flush right where it was.</summary>
    private static string Heading(string heading) =>
        heading.Replace("_\n", "_", StringComparison.Ordinal).Replace('\n', ' ').Replace('_', ' ');
}
