using NeuralMemory.Shipped;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>A task or config as a list shows it.</summary>
/// <param name="Name">What it is reached by.</param>
/// <param name="Path">Where it lies.</param>
internal sealed record ListedFile(string Name, string Path)
{
    /// <summary>Whether it came with the program.</summary>
    public bool IsShipped => ShippedFiles.IsShipped(Path);

    /// <summary>All of a library: the user's own first, each part in the order of the names.</summary>
    public static IReadOnlyList<ListedFile> Of(IReadOnlyDictionary<string, string> files) =>
        [.. files.Select(file => new ListedFile(file.Key, file.Value)).OrderBy(file => file.IsShipped)];

    /// <summary>A table; on a terminal too narrow for it, a paragraph for each.</summary>
    /// <param name="terminal">Where it is printed.</param>
    /// <param name="kind">What they are, in one word.</param>
    /// <param name="files">The files.</param>
    /// <param name="describe">What a file says of itself, by its path.</param>
    public static void Print(Terminal terminal, string kind, IReadOnlyList<ListedFile> files, Func<string, string> describe)
    {
        string[] columns = [kind, "file", "description"];
        string[][] rows = [.. files.Select(file => (string[])[file.Name, file.Origin, describe(file.Path)])];
        if (TextTable.Fits(terminal, columns, rows))
        {
            TextTable.Print(terminal, columns, rows);
            return;
        }

        foreach (string[] row in rows)
        {
            terminal.WriteWords($"{terminal.Paint(row[0], TextColor.Bold)} ({row[1]})", indent: 2);
            if (row[2].Length > 0)
                terminal.WriteWords($"  {Quoted.Harmless(row[2]).ReplaceLineEndings(" ")}", indent: 2);
        }
    }

    /// <summary>The user's file; of a shipped one, whose path follows from its name, that it is one.</summary>
    private string Origin => IsShipped ? ShippedFiles.Prefix.TrimEnd(':') : Path;
}
