using System.Text.Json.Nodes;
using NeuralMemory.Reproductions;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What came out of a benchmark.</summary>
internal static class BenchmarkReport
{
    /// <summary>Prints it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="table">Its runs.</param>
    /// <param name="only">Which cells were asked for; none for all.</param>
    /// <param name="page">The page that was written.</param>
    /// <param name="json">Whether a script reads it: a line for each cell.</param>
    /// <param name="quiet">Whether to leave out what is odd about the table.</param>
    public static void Print(
        Terminal terminal, Benchmark benchmark, BenchmarkTable table, IReadOnlyList<string> only, string page, bool json, bool quiet)
    {
        if (json)
        {
            foreach (BenchmarkCell cell in BenchmarkChoice.Of(table.Cells, only))
                Json.WriteLine(terminal, Document(benchmark, cell));
            return;
        }

        IReadOnlyList<string> headings = BenchmarkPage.Headings(benchmark);
        IReadOnlyList<string>[] rows = [.. BenchmarkPage.Rows(benchmark, table, isPage: false)];
        FittingTable.PrintAll(terminal,
            [.. headings.Select((heading, i) => new FittingColumn(heading, Importance: 0, [.. rows.Select(row => row[i])]))], leading: 1);
        if (!quiet)
            PrintOddities(terminal, table);
        terminal.Out.WriteLine($"table: {page}");
    }

    private static void PrintOddities(Terminal terminal, BenchmarkTable table)
    {
        if (table.Foreign > 0)
            terminal.WriteWords($"{table.File.Path} has {Readable.Count(table.Foreign, "line")} of other tasks, machines or rates, "
                + "which count for nothing", indent: 2);
        foreach (var (task, machine, then, now) in table.Changed())
            terminal.WriteWords($"{task}/{machine} was run with {Readable.Count(then)} parameters, and has {Readable.Count(now)} now; "
                + $"to train it anew, delete its lines in {table.File.Path}", indent: 2);
    }

    private static JsonObject Document(Benchmark benchmark, BenchmarkCell cell) => new()
    {
        ["event"] = "cell",
        ["benchmark"] = benchmark.Name,
        ["task"] = cell.Task,
        ["machine"] = cell.Machine,
        ["state"] = YamlValues.NameOf(cell.State).Replace('-', '_'),
        ["metric"] = benchmark.Definition.Metric,
        ["rate"] = cell.Chosen?.Value,
        ["median"] = Number(cell.Median),
        ["lowest"] = Number(cell.Lowest),
        ["highest"] = Number(cell.Highest),
        ["seeds"] = new JsonArray([.. cell.Runs.Select(run => new JsonObject
        {
            ["seed"] = run.Seed,
            ["state"] = Json.NameOf(run.State),
            ["selection"] = Number(run.Selection),
            ["final"] = Number(run.Final),
            ["sequences"] = run.Sequences,
            ["seconds"] = run.Seconds,
        })]),
        ["trials"] = new JsonArray([.. cell.Trials.Select(run =>
            new JsonObject { ["rate"] = run.Rate.Value, ["selection"] = Number(run.Selection), ["final"] = Number(run.Final) })]),
        ["outstanding"] = cell.Outstanding,
    };

    private static JsonNode? Number(double? value) => value is { } number ? Json.Number(number) : null;
}
