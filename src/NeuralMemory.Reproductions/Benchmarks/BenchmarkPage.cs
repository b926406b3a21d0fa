using System.Globalization;
using System.Text;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>The page of a benchmark, in Markdown: the machines by tasks with published figures, and the numbers behind each cell.</summary>
public static class BenchmarkPage
{
    /// <summary>The name of the page.</summary>
    public const string FileName = "README.md";

    /// <summary>The headings of the table; one that ends with <c>&gt;</c> has its column flush right.</summary>
    public static IReadOnlyList<string> Headings(Benchmark benchmark)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        return ["machine", "parameters>", .. benchmark.Definition.Tasks.Select(task => task.Name + '>')];
    }

    /// <summary>The rows of the table: the machines, what guessing comes to, and what others report.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="table">Its runs.</param>
    /// <param name="isPage">Whether marks of Markdown set off what is solved, and what is not ours.</param>
    public static IEnumerable<IReadOnlyList<string>> Rows(Benchmark benchmark, BenchmarkTable table, bool isPage)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(table);
        BenchmarkDefinition definition = benchmark.Definition;
        foreach (string machine in benchmark.Machines)
            yield return
            [
                machine, AxisText.Count(table.SizeOf(machine)),
                .. definition.Tasks.Select(task => CellText(benchmark, table.Cell(task.Name, machine), isPage)),
            ];
        string mark = isPage ? "*" : "";
        if (definition.Tasks.Any(task => task.Chance is not null))
            yield return Others("chance", definition.Tasks.Select(task => task.Chance));
        foreach (PublishedRow row in definition.Published)
            yield return Others($"{row.Machine} ({row.Source})",
                definition.Tasks.Select(task => row.Values.TryGetValue(task.Name, out double value) ? value : (double?)null));

        IReadOnlyList<string> Others(string name, IEnumerable<double?> values) =>
            [mark + name + mark, "", .. values.Select(value => value is { } number ? mark + Number(benchmark, number) + mark : "")];
    }

    /// <summary>Writes the page into the benchmark's folder.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="RunException">The system refused.</exception>
    public static string Write(Benchmark benchmark, BenchmarkTable table, string command)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(table);
        table.File.Begin();
        string path = Path.Combine(benchmark.Folder, FileName);
        AtomicFile.WriteText(path, Text(benchmark, table, command));
        return path;
    }

    /// <summary>The page. The same runs give the same bytes.</summary>
    internal static string Text(Benchmark benchmark, BenchmarkTable table, string command)
    {
        BenchmarkDefinition definition = benchmark.Definition;
        StringBuilder page = new();
        page.Append($"# {definition.Title}\n\n");
        if (definition.Description.Length > 0)
            page.Append($"{definition.Description.TrimEnd()}\n\n");
        long[] sizes = [.. benchmark.Machines.Select(table.SizeOf)];
        string others = definition.Published.Count > 0 ? "; what others report, in italics, is of their machines and budgets" : "";
        string higher = benchmark.HigherIsBetter ? "the more the better" : "the less the better";
        page.Append($"""
            Source: {definition.Source}. The table is of `{definition.Metric}`, {higher}: the median over the seeds at the rate that was
            best on seed {definition.Seeds[0]}, with the lowest and the highest where they differ{Bold(benchmark)}{others}.
            The parameters are those of the first task: {AxisText.Count(sizes.Min())} to {AxisText.Count(sizes.Max())}.

            Made from [{BenchmarkRuns.FileName}]({BenchmarkRuns.FileName}) by `{command}`; what is changed here by hand is lost.
            How it is measured is said on [the page of all benchmarks](../README.md).


            """);
        Markdown.Table(page, Headings(benchmark), Rows(benchmark, table, isPage: true));
        foreach (var (task, experiment) in definition.Tasks.Zip(benchmark.Tasks))
            Section(page, task.Name, experiment, [.. benchmark.Machines.Select(machine => table.Cell(task.Name, machine))], benchmark);
        return page.ToString();
    }

    private static string Bold(Benchmark benchmark) => benchmark.Definition.Solved is not { } solved ? ""
        : benchmark.HigherIsBetter ? $"; bold from {Number(benchmark, solved)} on" : $"; bold up to {Number(benchmark, solved)}";

    /// <summary>What a task is, and each machine's numbers; no numbers where nothing has been run.</summary>
    private static void Section(
        StringBuilder page, string task, Experiment experiment, IReadOnlyList<BenchmarkCell> cells, Benchmark benchmark)
    {
        TrainingConfig training = experiment.Config.Training;
        long budget = Math.Min(training.TotalSteps, long.MaxValue / training.Batch) * training.Batch;
        page.Append($"\n## {task}\n\n{$"{experiment.Config.Description} ".TrimStart()}");
        page.Append($"At most {AxisText.Count(budget)} sequences, {training.Batch} at a time");
        page.Append(experiment.Config.Stop is { } stop
            ? $"; ended early where {stop.Metric} is {stop.Bound} in {stop.Streak}.\n"
            : ".\n");
        BenchmarkCell[] run = [.. cells.Where(cell => cell.State != BenchmarkCellState.NotRun)];
        if (run.Length == 0)
            return;
        page.Append('\n');
        Markdown.Table(page, ["machine", "rate", "each seed>", "sequences>", "tried: rate and what chose>", "hours of all runs>"],
            run.Select(cell => (IReadOnlyList<string>)
            [
                cell.Machine, cell.Chosen?.Text ?? "",
                string.Join(", ", cell.Runs.Select(each => Number(benchmark, each.Final))),
                string.Join(", ", cell.Runs.Select(each => AxisText.Count(each.Sequences))),
                string.Join(", ", cell.Trials.Select(trial => $"{trial.Rate}: {Number(benchmark, trial.Selection)}")),
                (cell.Seconds / 3600).ToString("0.00", CultureInfo.InvariantCulture),
            ]));
    }

    private static string CellText(Benchmark benchmark, BenchmarkCell cell, bool isPage)
    {
        if (cell.State == BenchmarkCellState.NotRun)
            return "not run";
        if (cell.State == BenchmarkCellState.Diverged)
            return "diverged";
        if (cell.Median is not { } median)
            return "under way";
        string text = Number(benchmark, median);
        if (isPage && benchmark.Definition.Solved is { } solved && (benchmark.HigherIsBetter ? median >= solved : median <= solved))
            text = $"**{text}**";
        string low = Number(benchmark, cell.Lowest), high = Number(benchmark, cell.Highest);
        if (low != high)
            text += $" ({low} to {high})";
        return cell.State == BenchmarkCellState.Complete ? text
            : text + Invariant($"; under way, {cell.Runs.Count} of {cell.Wanted} seeds");
    }

    private static string Number(Benchmark benchmark, double? value) => value switch
    {
        null or double.NegativeInfinity or double.PositiveInfinity => "diverged",
        { } percent when benchmark.Definition.Metric.EndsWith("_percent", StringComparison.Ordinal) =>
            percent.ToString("0.0", CultureInfo.InvariantCulture),
        { } number => AxisText.Value(number),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
