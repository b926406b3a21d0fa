using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A column of a corpus: one text of each line.</summary>
public sealed class CorpusColumn
{
    // Real, because it is handed to expressions as it is.
    private readonly Real[] _symbols;
    private readonly int[] _starts;

    /// <param name="name">Its name in the task.</param>
    /// <param name="cut">How it is cut.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="lines">For each line the numbers of its symbols.</param>
    internal CorpusColumn(string name, TextCut cut, Vocabulary vocabulary, IReadOnlyList<int[]> lines)
    {
        (Name, Cut, Vocabulary) = (name, cut, vocabulary);
        _starts = new int[lines.Count + 1];
        for (int i = 0; i < lines.Count; i++)
            _starts[i + 1] = _starts[i] + lines[i].Length;
        _symbols = [.. lines.SelectMany(line => line.Select(number => (Real)number))];
        (Shortest, Longest) = (lines.Min(line => line.Length), lines.Max(line => line.Length));
    }

    /// <summary>Its name in the task.</summary>
    public string Name { get; }

    /// <summary>How it is cut.</summary>
    public TextCut Cut { get; }

    /// <summary>Its symbols, which other columns may share.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The fewest symbols of a line, at least 1.</summary>
    public int Shortest { get; }

    /// <summary>The most symbols of a line.</summary>
    public int Longest { get; }

    /// <summary>The same column with a single line.</summary>
    internal CorpusColumn WithLine(int[] symbols) => new(Name, Cut, Vocabulary, [symbols]);

    /// <summary>The numbers of a given text's symbols, cut as this column is; null when a problem was reported.</summary>
    internal int[]? NumbersOf(GivenText text, Diagnostics diagnostics)
    {
        int before = diagnostics.Count;
        List<int> numbers = [];
        foreach (TextSymbol symbol in TextCutter.Cut(text.Text, Cut))
            if (Vocabulary.Special.Contains(symbol.Text))
                diagnostics.Add(text.Mark, $"{Quoted.Text(symbol.Text)} has a meaning of its own; leave it out");
            else if ((Vocabulary.Find(symbol.Text) ?? Vocabulary.Find(symbol.Text.ToLowerInvariant()) ?? Vocabulary.Unknown) is { } number)
                numbers.Add(number);
            else
                diagnostics.Add(text.Mark, $"{Quoted.Text(symbol.Text)} is not in the vocabulary '{Vocabulary.Name}'"
                    + (NearestName.Find(symbol.Text, Vocabulary.Symbols.Except(Vocabulary.Special)) is { } near
                        ? $"; did you mean {Quoted.Text(near)}?"
                        : $", which has {Vocabulary.Symbols.Count} symbols"));
        if (numbers.Count == 0 && diagnostics.Count == before)
            diagnostics.Add(text.Mark, "there is nothing but spaces in the text");
        return diagnostics.Count == before ? [.. numbers] : null;
    }

    /// <summary>The numbers of a line's symbols, as rows of width 1.</summary>
    internal RowView Line(int line) => new(_symbols, _starts[line], _starts[line + 1] - _starts[line]);
}
