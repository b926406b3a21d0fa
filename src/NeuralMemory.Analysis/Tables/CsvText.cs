using System.Globalization;

namespace NeuralMemory.Analysis;

/// <summary>Comma-separated values as RFC 4180 has them, with <c>\n</c>; numbers have all their digits.</summary>
public static class CsvText
{
    /// <summary>A line, its end included.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\n";

    /// <summary>A number: empty for none, <c>nan</c>, <c>inf</c> or <c>-inf</c> for what is not finite, as pandas reads them.</summary>
    public static string Number(double? value) => value switch
    {
        null => "",
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        { } finite => finite.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A cell: in quotes where it has to be.</summary>
    public static string Cell(string? cell) => cell is null ? ""
        : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
