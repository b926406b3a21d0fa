using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>What runs have measured, as one tidy table: <see cref="MetricsTable"/>.</summary>
internal sealed record CsvFormat() : ExportFormat("csv", "what was measured, a row for each number; one table for all runs")
{
    /// <inheritdoc/>
    public override bool IsText => true;

    /// <inheritdoc/>
    public override ExportOutcome Write(ExportSubject subject, ExportOptions options)
    {
        string path = options.Out ?? Path.Combine(subject.Path, RunFiles.Table);
        List<string> problems = [.. subject.Problems];
        ExportedRun[] readable = [.. subject.Runs.Where(run => subject.IsRun || IsReadable(run, problems))];
        if (readable.Length == 0)
            throw new RunException(RunProblem.Damaged, problems[^1]);
        IReadOnlyList<TableRun> runs = VariedKeys.Of(readable);
        long rows = 0;
        try
        {
            AtomicFile.Write(path, stream => rows = MetricsTable.Write(stream, runs));
        }
        catch (RunException exception) when (options.IsRefused(exception))
        {
            throw ExportOptions.WithWayOut(exception);
        }

        return new(path, [path])
        {
            Content = string.Create(CultureInfo.InvariantCulture, $"{rows} {(rows == 1 ? "row" : "rows")}"),
            Problems = problems,
        };
    }

    /// <inheritdoc/>
    public override void WriteText(ExportSubject subject, Stream stream) => MetricsTable.Write(stream, VariedKeys.Of(subject.Runs));

    /// <summary>Whether a run can be in a table with others: one that is damaged does not stop them. Says why not.</summary>
    private static bool IsReadable(ExportedRun exported, List<string> problems)
    {
        try
        {
            using RunDirectory run = RunDirectory.Open(exported.Path);
            _ = (run.Evaluations.Read(), run.ReadMetrics().Count());
            return true;
        }
        catch (RunException exception) when (exception.Problem is RunProblem.Missing or RunProblem.Damaged)
        {
            problems.Add($"'{exported.Path}': {exception.Message}");
            return false;
        }
    }
}
