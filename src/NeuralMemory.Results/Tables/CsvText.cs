using System.Globalization;

namespace NeuralMemory.Results;

/// <summary>Comma-separated values as RFC 4180 has them, with <c>\n</c>; numbers have all their digits.</summary>
public static class CsvText
{
    /// <summary>A line, its end included.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Field)) + "\n";

    /// <summary>A number: empty for none, <c>nan</c>, <c>inf</c> or <c>-inf</c> for what is not finite, as pandas reads them.</summary>
    public static string Number(double? value) => value switch
    {
        null => "",
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        { } finite => finite.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A cell, quoted where it must be.</summary>
    public static string Field(string? cell) => cell is null ? ""
        : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
