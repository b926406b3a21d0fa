namespace NeuralMemory.Reports;

/// <summary>A table of a report.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, each with a cell for each column.</param>
public sealed record ReportTable(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Notes below it, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The number of the row that stands out; null for none.</summary>
    public int? Best { get; init; }
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its title.</param>
/// <param name="IsNumber">Whether it has numbers, which stand to the right.</param>
public sealed record ReportColumn(string Title, bool IsNumber = false)
{
    /// <summary>Whether its cells are never broken into lines.</summary>
    public bool IsWhole { get; init; }

    /// <summary>How the page calls its cells; null for nothing.</summary>
    internal string? Style => IsNumber ? "number" : IsWhole ? "whole" : null;
}

/// <summary>A figure that a report begins with.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Detail">n, the statistic, the interval.</param>
public sealed record ReportCard(string Name, string Value, string Detail);
