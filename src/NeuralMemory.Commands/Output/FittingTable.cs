namespace NeuralMemory.Commands;

/// <summary>A column of a table that has to fit.</summary>
/// <param name="Heading">The heading; one that ends with <c>&gt;</c> has its column flush right.</param>
/// <param name="Importance">The column of the least importance goes first where there is no room.</param>
/// <param name="Cells">The cells, one a row.</param>
internal sealed record FittingColumn(string Heading, int Importance, IReadOnlyList<string> Cells)
{
    /// <summary>The heading on one line.</summary>
    public string Words => Heading.TrimEnd('>').Replace("_\n", "_", StringComparison.Ordinal).Replace('\n', ' ');

    /// <summary>Whether nothing stands in it.</summary>
    public bool IsEmpty => Cells.All(cell => cell.Length == 0);
}

/// <summary>A table of as many of its columns as a terminal has room for, the most important ones, in their order.</summary>
internal static class FittingTable
{
    /// <summary>A name is not made shorter than this.</summary>
    private const int LeastName = 15;

    /// <summary>Prints a table; columns in which nothing stands are left out.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="columns">The columns, of equally many cells.</param>
    /// <param name="least">How many columns there must be room for at least, of those that are not empty.</param>
    /// <returns>Whether there was; if not, nothing was printed.</returns>
    public static bool TryPrint(Terminal terminal, IReadOnlyList<FittingColumn> columns, int least)
    {
        IReadOnlyList<FittingColumn> shown = Fitting(terminal, columns, least);
        if (!Fits(terminal, shown))
            return false;
        TextTable.Print(terminal, [.. shown.Select(column => column.Heading)], RowsOf(shown));
        return true;
    }

    /// <summary>The columns that there is room for, or the least of them, which may have none.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="least">How many stay, of those that are not empty.</param>
    public static IReadOnlyList<FittingColumn> Fitting(Terminal terminal, IReadOnlyList<FittingColumn> columns, int least)
    {
        List<FittingColumn> shown = [.. columns.Where(column => !column.IsEmpty)];
        while (shown.Count > least && !Fits(terminal, shown))
            shown.Remove(shown.MinBy(column => column.Importance)!);
        return shown;
    }

    /// <summary>Prints a table; what has no room stands in further tables, each of which begins with the same columns.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="leading">How many of them begin each table.</param>
    /// <param name="isPage">Whether a line is never longer than those of words, in a file neither: for tables of very many columns.</param>
    public static void PrintAll(Terminal terminal, IReadOnlyList<FittingColumn> columns, int leading, bool isPage = false)
    {
        int width = terminal.IsInteractive || isPage ? terminal.Width : int.MaxValue;
        FittingColumn[] lead = [.. columns.Take(leading)], rest = [.. columns.Skip(leading).Where(column => !column.IsEmpty)];
        if (rest.Length == 0)
            TextTable.Print(terminal, [.. lead.Select(column => column.Heading)], RowsOf(lead));
        for (int next = 0; next < rest.Length;)
        {
            int first = next++;
            while (next < rest.Length && WidthOf([.. lead, .. rest[first..(next + 1)]]) <= width)
                next++;
            FittingColumn[] shown = [.. lead, .. rest[first..next]];
            if (first > 0)
                terminal.Out.WriteLine();
            shown[0] = Shortened(terminal, shown);
            TextTable.Print(terminal, [.. shown.Select(column => column.Heading)], RowsOf(shown));
        }
    }

    /// <summary>
    /// The first column, with as much of the middle of its cells left out as a table is too wide: what tells names apart stands at their
    /// ends.
    /// </summary>
    private static FittingColumn Shortened(Terminal terminal, FittingColumn[] columns)
    {
        const string gap = "...";
        int longest = columns[0].Cells.Max(cell => cell.Length);
        int excess = WidthOf(columns) - terminal.Width;
        int room = Math.Max(LeastName, longest - excess), head = (room - gap.Length) / 3, tail = room - gap.Length - head;
        return !terminal.IsInteractive || excess <= 0 ? columns[0] : columns[0] with
        {
            Cells = [.. columns[0].Cells.Select(cell => cell.Length <= room ? cell : cell[..head] + gap + cell[^tail..])],
        };
    }

    private static int WidthOf(IReadOnlyList<FittingColumn> columns) =>
        TextTable.WidthOf([.. columns.Select(column => column.Heading)], RowsOf(columns));

    private static bool Fits(Terminal terminal, IReadOnlyList<FittingColumn> columns) =>
        TextTable.Fits(terminal, [.. columns.Select(column => column.Heading)], RowsOf(columns));

    private static string[][] RowsOf(IReadOnlyList<FittingColumn> columns) =>
        columns.Count == 0 ? [] : [.. Enumerable.Range(0, columns[0].Cells.Count).Select(i =>
            (string[])[.. columns.Select(column => column.Cells[i])])];
}
