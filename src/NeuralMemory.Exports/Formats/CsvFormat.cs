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
        IReadOnlyList<TableRun> runs = VariedKeys.Of(subject.Runs);
        long rows = 0;
        AtomicFile.Write(path, stream => rows = MetricsTable.Write(stream, runs));
        return new(path, [path])
        {
            Content = string.Create(CultureInfo.InvariantCulture, $"{rows} {(rows == 1 ? "row" : "rows")}"),
            Problems = subject.Problems,
        };
    }

    /// <inheritdoc/>
    public override void WriteText(ExportSubject subject, Stream stream) => MetricsTable.Write(stream, VariedKeys.Of(subject.Runs));
}
