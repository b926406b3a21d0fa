using System.Text.Json.Nodes;
using NeuralMemory.Reproductions;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>
/// Runs a benchmark in the foreground: looks at what is there, trains what is missing, writes the page, and says what came out.
/// </summary>
/// <param name="terminal">Where to speak.</param>
/// <param name="json">Whether a script reads along.</param>
/// <param name="quiet">Whether only the end is of interest.</param>
internal sealed class BenchmarkSession(Terminal terminal, bool json, bool quiet)
{
    /// <summary>The benchmark.</summary>
    public required Benchmark Benchmark { get; init; }

    /// <summary>Which cells: <c>TASK</c> or <c>TASK/MACHINE</c>; all if none is named.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>How many runs at a time.</summary>
    public required int Jobs { get; init; }

    /// <summary>How runs are made.</summary>
    public required JobOptions Options { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="dryRun">Whether only to say what would be done.</param>
    /// <param name="reportOnly">Whether to train nothing.</param>
    /// <returns>The exit code.</returns>
    public int Run(bool dryRun, bool reportOnly)
    {
        BenchmarkTable table = new(Benchmark);
        IReadOnlyList<BenchmarkCell> cells = BenchmarkChoice.Of(table.Cells, Only);
        if (dryRun)
        {
            PrintPlan(table, cells);
            return ExitCodes.Done;
        }

        table.Collect(cells);
        BenchmarkRunner runner = new(Benchmark, table, Jobs, Options);
        cells = BenchmarkChoice.Of(table.Cells, Only);
        if (!reportOnly && PlansOf(runner, cells).Where(plan => plan.Action == JobAction.Refuse).ToArray() is { Length: > 0 } refused)
            return ReproductionSession.Refuse(terminal, refused);
        int work = reportOnly ? 0 : cells.Sum(cell => cell.Outstanding);
        using Interruption interruption = new(terminal);
        // What is trained is worth more than what is said of it; a table alone is only said.
        if (work > 0)
            terminal.OutliveOutput();
        JobNews news = new(terminal, json, quiet, work, "runs");
        news.Show(observer => runner.Run(cells, observer, interruption.Token));
        string page = BenchmarkPage.Write(Benchmark, table, CommandText.Of(["reproduce", BenchmarkCatalog.NameOf(Benchmark)]));
        news.Tell(() => BenchmarkReport.Print(terminal, Benchmark, table, Only, page, json, quiet));
        return interruption.Token.IsCancellationRequested ? ExitCodes.Interrupted
            : news.HasFailed ? ExitCodes.Failed
            : BenchmarkChoice.Of(table.Cells, Only).Any(cell => cell.State == BenchmarkCellState.Diverged) ? ExitCodes.Diverged
            : LostOutput.ExitCode(terminal);
    }

    private IEnumerable<JobPlan> PlansOf(BenchmarkRunner runner, IReadOnlyList<BenchmarkCell> cells) =>
        runner.Ready(cells).Select(job => JobPlan.Of(job, Options.Force));

    /// <summary>What would be done; what follows from it is a number only, since its rate is not known yet.</summary>
    private void PrintPlan(BenchmarkTable table, IReadOnlyList<BenchmarkCell> cells)
    {
        JobPlan[] plans = [.. PlansOf(new(Benchmark, table, Jobs, Options), cells)];
        JobPlanTable.Print(terminal, plans, json, "run");
        int later = cells.Sum(cell => cell.Outstanding) - plans.Length;
        if (json)
            Json.WriteLine(terminal, new JsonObject { ["event"] = "later", ["runs"] = later });
        else if (later > 0)
            terminal.WriteWords($"and then {Readable.Count(later, "run")} of other seeds, at the rates that are best");
    }
}
