namespace NeuralMemory.Benchmarks;

/// <summary>Rows of text in columns: the first to the left, the others to the right.</summary>
internal static class TextTable
{
    /// <summary>Prints a table.</summary>
    public static void Print(string[] header, IReadOnlyList<string[]> cells)
    {
        string[][] rows = [header, .. cells];
        int[] widths = [.. header.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
    }
}
