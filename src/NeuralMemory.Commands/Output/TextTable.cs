using NeuralMemory.Yaml;
using Spectre.Console;

namespace NeuralMemory.Commands;

/// <summary>A table in the terminal, or the same one without colours in a file.</summary>
internal static class TextTable
{
    /// <summary>Wider than any line of a file has to be, so that nothing is wrapped there.</summary>
    private const int Unlimited = 1000;

    /// <summary>What a column has besides its cells: a space on each side, and one before the next.</summary>
    private const int Padding = 3;

    /// <summary>What stands before the first column, or behind the last one.</summary>
    private const int Edge = 1;

    /// <summary>Whether there is room for a table without any cell of it broken.</summary>
    public static bool Fits(Terminal terminal, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        !terminal.IsInteractive || WidthOf(columns, rows) <= terminal.Width;

    /// <summary>Prints a table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="columns">The headings; one that ends with <c>&gt;</c> has its column flush right.</param>
    /// <param name="rows">The cells, as many a row as there are columns.</param>
    public static void Print(Terminal terminal, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = terminal.Colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = terminal.IsInteractive ? terminal.Width : Unlimited;
        console.Write(Of(columns, rows));
        foreach (string line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.TrimEnd() is { Length: > 0 } shown)
                terminal.Out.WriteLine(shown);
    }

    /// <summary>The table itself.</summary>
    public static Table Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string heading in columns)
        {
            TableColumn column = new(new Text(heading.TrimEnd('>'), new Style(decoration: Decoration.Bold)));
            table.AddColumn(heading.EndsWith('>') ? column.RightAligned() : column);
        }

        foreach (IReadOnlyList<string> row in rows)
            table.AddRow(row.Select(cell => new Text(Quoted.Harmless(cell))));
        return table;
    }

    /// <summary>The columns of a terminal that a table needs.</summary>
    public static int WidthOf(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) => columns
        .Select((heading, i) => rows.Select(row => row[i]).Concat(heading.TrimEnd('>').Split('\n')).Max(cell => cell.Length) + Padding)
        .Sum() + Edge;
}
