using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Reads a corpus and numbers its symbols.</summary>
/// <param name="file">The file, as the user would name it.</param>
/// <param name="syntax">What the task says of it.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class CorpusReader(string file, CorpusSyntax syntax, Diagnostics diagnostics)
{
    private readonly CorpusProblems _problems = new(diagnostics);

    /// <summary>The corpus, or null; then a problem was reported.</summary>
    public Corpus? Read()
    {
        string tooLong = $"the corpus is longer than {CorpusLimits.Bytes} bytes";
        Diagnostics unread = new();
        if (TextFile.Read(file, CorpusLimits.Bytes, tooLong, unread) is not { } text)
        {
            foreach (Diagnostic problem in unread.Items)
                diagnostics.Add(problem.Mark, $"{problem.Message} ({syntax.Mark} names it as the corpus)");
            return null;
        }

        List<CorpusLine> lines = new CorpusLines(file, syntax, _problems).Split(text);
        if (_problems.Any || !HasParts(lines))
            return null;
        Dictionary<string, Vocabulary> vocabularies = syntax.Columns.Select(column => column.Vocabulary.Name).Distinct()
            .ToDictionary(name => name, name => VocabularyOf(name, lines));
        foreach (Vocabulary vocabulary in vocabularies.Values)
            if (vocabulary.Symbols.Count > CorpusLimits.Vocabulary)
                _problems.Add(SourceMark.WholeFile(file), $"the vocabulary '{vocabulary.Name}' has {vocabulary.Symbols.Count} symbols; "
                    + $"at most {CorpusLimits.Vocabulary} are possible");
        // Line by line, as the file is read: of many problems the first ones are told.
        int[][][] numbers =
        [
            .. lines.Select(line => (int[][])
                [.. syntax.Columns.Select((column, i) => Numbers(line, i, vocabularies[column.Vocabulary.Name]))]),
        ];
        CorpusColumn[] columns =
        [
            .. syntax.Columns.Select((column, i) => new CorpusColumn(
                column.Name, column.Cut, vocabularies[column.Vocabulary.Name], [.. numbers.Select(line => line[i])])),
        ];
        return _problems.Any ? null : new(syntax.File, text, columns, CorpusParts.Of(lines), syntax.Longest);
    }

    private bool HasParts(List<CorpusLine> lines)
    {
        if (lines.Count == 0)
            _problems.Add(SourceMark.WholeFile(file), "there are no lines in the corpus; a line has a text for each of "
                + $"{string.Join(", ", syntax.Columns.Select(column => column.Name))}, separated by tabs");
        else if (lines.TrueForAll(line => line.IsHeldOut))
            _problems.Add(SourceMark.WholeFile(file), "all lines of the corpus are held out, and none is left for training; "
                + "write a larger 'held_out', or add lines");
        else if (syntax.HeldOut is { } divisor && !lines.Exists(line => line.IsHeldOut))
            _problems.Add(SourceMark.WholeFile(file),
                $"no line of the corpus is held out: 'held_out: {divisor}' holds out about one in {divisor}, and it has {lines.Count}; "
                + "write a smaller one, or leave it out");
        return !_problems.Any;
    }

    private Vocabulary VocabularyOf(string name, List<CorpusLine> lines)
    {
        int[] own = [.. Enumerable.Range(0, syntax.Columns.Count).Where(i => syntax.Columns[i].Vocabulary.Name == name)];
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (CorpusLine line in lines)
            if (!line.IsHeldOut)
                foreach (TextSymbol symbol in own.SelectMany(i => line.Texts[i].Symbols))
                    frequencies[symbol.Text] = frequencies.GetValueOrDefault(symbol.Text) + 1;
        var special = new List<string>();
        if (own.Any(i => syntax.Columns[i].Cut != TextCut.Label))
            special.Add(Vocabulary.EndText);
        if (own.Any(i => syntax.Columns[i].HasBegin))
            special.Add(Vocabulary.BeginText);
        if (own.Any(i => syntax.Columns[i].HasUnknown))
            special.Add(Vocabulary.UnknownText);
        foreach (string taken in special.Where(frequencies.ContainsKey))
        {
            _problems.Add(
                FirstOf(taken), $"the text has the symbol {Quoted.Text(taken)}, which has a meaning of its own; write it otherwise");
            frequencies.Remove(taken);
        }

        return new(name, special, frequencies);

        SourceMark FirstOf(string symbol) => (
            from line in lines
            from text in own.Select(i => line.Texts[i])
            from found in text.Symbols
            where !line.IsHeldOut && found.Text == symbol
            select new SourceMark(file, line.Number, text.Start + found.Offset)).First();
    }

    private int[] Numbers(CorpusLine line, int column, Vocabulary vocabulary)
    {
        CorpusText text = line.Texts[column];
        int[] numbers = new int[text.Symbols.Count];
        for (int i = 0; i < numbers.Length; i++)
            if ((vocabulary.Find(text.Symbols[i].Text) ?? vocabulary.Unknown) is { } number)
                numbers[i] = number;
            else
                _problems.Add(new(file, line.Number, text.Start + text.Symbols[i].Offset),
                    $"{Quoted.Text(text.Symbols[i].Text)} is not in the vocabulary '{vocabulary.Name}': this line is held out, and no line "
                        + "for training has it; 'unknown: true' of the column would make it <unknown>");
        return numbers;
    }
}
