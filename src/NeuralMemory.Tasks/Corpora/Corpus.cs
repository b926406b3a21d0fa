using System.Security.Cryptography;
using System.Text;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A text file that a task draws lines from: tab-separated columns, each cut into symbols of a vocabulary. Immutable.</summary>
public sealed class Corpus
{
    private readonly int[] _training, _heldOut, _selection, _test;

    /// <param name="path">Its path.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="parts">Of each line which part it belongs to; what is held out for both kinds of episodes is held out as such.</param>
    /// <param name="limit">The most symbols of a text.</param>
    internal Corpus(string path, string text, IReadOnlyList<CorpusColumn> columns, IReadOnlyList<CorpusSplit> parts, int limit)
    {
        (Path, Text, Columns, Lines, Limit) = (path, text, columns, parts.Count, limit);
        _training = [.. Enumerable.Range(0, Lines).Where(line => parts[line] == CorpusSplit.Training)];
        _heldOut = [.. Enumerable.Range(0, Lines).Where(line => parts[line] != CorpusSplit.Training)];
        _selection = [.. _heldOut.Where(line => parts[line] != CorpusSplit.Test)];
        _test = [.. _heldOut.Where(line => parts[line] != CorpusSplit.Selection)];
    }

    /// <summary>Its path below the folder of the task, as the task names it.</summary>
    public string Path { get; }

    /// <summary>The file's text.</summary>
    public string Text { get; }

    /// <summary>The SHA-256 of the text in UTF-8, in lower-case hexadecimal digits.</summary>
    public string Hash => HashOf(Text);

    /// <summary>How many lines it has, comments and empty ones not counted.</summary>
    public int Lines { get; }

    /// <summary>The most symbols that the task allows a text to have, whether or not a line has as many.</summary>
    public int Limit { get; }

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<CorpusColumn> Columns { get; }

    /// <summary>The numbers of the lines of a part, ascending; where none is held out, those for training.</summary>
    public ReadOnlySpan<int> LinesOf(CorpusSplit split) => !HoldsOut ? _training : split switch
    {
        CorpusSplit.HeldOut => _heldOut,
        CorpusSplit.Selection => _selection,
        CorpusSplit.Test => _test,
        _ => _training,
    };

    /// <summary>Whether it holds lines back from training.</summary>
    public bool HoldsOut => _heldOut.Length > 0;

    /// <summary>Whether no held-out line is for selection and for test episodes alike. One text alone cannot be divided.</summary>
    public bool HasTestLines => _heldOut.Length > 0 && _selection.Length + _test.Length == _heldOut.Length;

    /// <summary>The column of a name, or null.</summary>
    public CorpusColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>A corpus of one line: texts in the first columns, and nothing in the others. The vocabularies stay the same.</summary>
    internal Corpus OfOneLine(IReadOnlyList<int[]> texts) => new(
        Path, Text, [.. Columns.Select((column, i) => column.WithLine(i < texts.Count ? texts[i] : []))],
        [HoldsOut ? CorpusSplit.HeldOut : CorpusSplit.Training], Limit);

    /// <summary>The numbers of a given text's symbols, cut as those of a column are; null when a problem was reported.</summary>
    internal int[]? NumbersOf(int column, GivenText text, Diagnostics diagnostics)
    {
        if (Columns[column].NumbersOf(text, diagnostics) is not { } numbers)
            return null;
        if (numbers.Length <= Limit)
            return numbers;
        string what = CorpusLines.Count(numbers.Length, Columns[column].Cut);
        diagnostics.Add(text.Mark, $"the text has {what}, and the corpus of the task allows {Limit}; shorten the text");
        return null;
    }

    /// <summary>The SHA-256 of a corpus with this text.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Whether a line is held out: the FNV-1a hash (64 bits) of its first column in UTF-8, modulo the divisor, is 0. So it depends on
    /// nothing but the line, and stays as it is when others come or go.
    /// </summary>
    /// <param name="firstColumn">The text of the first column.</param>
    /// <param name="divisor">At least 2.</param>
    public static bool IsHeldOut(string firstColumn, int divisor) => LineHash(firstColumn) % (ulong)divisor == 0;

    /// <summary>The FNV-1a hash (64 bits) of a line's first column in UTF-8.</summary>
    internal static ulong LineHash(string firstColumn)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in Encoding.UTF8.GetBytes(firstColumn))
            hash = unchecked((hash ^ value) * 1099511628211);
        return hash;
    }
}
