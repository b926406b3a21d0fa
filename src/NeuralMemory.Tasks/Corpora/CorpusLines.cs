using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A text of a corpus with its symbols.</summary>
/// <param name="Start">The column of the file where it begins, counted from 1.</param>
/// <param name="Symbols">Its symbols.</param>
internal readonly record struct CorpusText(int Start, IReadOnlyList<TextSymbol> Symbols);

/// <summary>A line of a corpus.</summary>
/// <param name="Number">Its number in the file, counted from 1.</param>
/// <param name="IsHeldOut">Whether training never shows it.</param>
/// <param name="Hash">That of its first column.</param>
/// <param name="Texts">Its texts, one for each column.</param>
internal sealed record CorpusLine(int Number, bool IsHeldOut, ulong Hash, IReadOnlyList<CorpusText> Texts);

/// <summary>Splits the text of a corpus into lines, columns and symbols.</summary>
/// <param name="file">The file's name in messages.</param>
/// <param name="syntax">What the task says of it.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class CorpusLines(string file, CorpusSyntax syntax, CorpusProblems problems)
{
    /// <summary>The lines; those that have a problem are left out.</summary>
    public List<CorpusLine> Split(string text)
    {
        var lines = new List<CorpusLine>();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string content = line.TrimEnd('\r');
            if (content.Length == 0 || content[0] == '#')
                continue;
            if (lines.Count == CorpusLimits.Lines)
            {
                problems.Add(new(file, number, 1), $"the corpus has more than {CorpusLimits.Lines} lines");
                break;
            }

            if (Read(content, number) is { } read)
                lines.Add(read);
        }

        return lines;
    }

    private CorpusLine? Read(string content, int number)
    {
        string[] columns = content.Split('\t');
        int wanted = syntax.Columns.Count;
        if (columns.Length != wanted)
        {
            string names = string.Join(", ", syntax.Columns.Select(column => column.Name));
            problems.Add(new(file, number, 1), $"the line has {Count(columns.Length, "column")}, and the task reads {wanted} ({names}); "
                + "columns are separated by tabs");
            return null;
        }

        var texts = new CorpusText[wanted];
        bool isSound = true;
        for (int i = 0, start = 1; i < wanted; start += columns[i].Length + 1, i++)
        {
            texts[i] = new(start, TextCutter.Cut(columns[i], syntax.Columns[i].Cut));
            isSound &= Check(syntax.Columns[i], texts[i], number);
        }

        return isSound
            ? new(number, syntax.HeldOut is { } divisor && Corpus.IsHeldOut(columns[0], divisor), Corpus.LineHash(columns[0]), texts)
            : null;
    }

    private bool Check(CorpusColumnSyntax column, CorpusText text, int number)
    {
        int count = text.Symbols.Count;
        if (count == 0)
            problems.Add(new(file, number, text.Start), $"the column '{column.Name}' is empty");
        else if (count > syntax.Longest)
            problems.Add(new(file, number, text.Start + text.Symbols[syntax.Longest].Offset),
                $"the column '{column.Name}' has {Count(count, column.Cut)}, "
                    + $"and the task allows {syntax.Longest}; raise 'longest' of its corpus, or shorten the text");
        return count > 0 && count <= syntax.Longest;
    }

    /// <summary>How many words or characters, in words.</summary>
    public static string Count(int count, TextCut cut) => Count(count, cut == TextCut.Words ? "word" : "character");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}

/// <summary>Collects the problems of a corpus, of which there can be as many as lines: the first few are told.</summary>
/// <param name="diagnostics">Receives them.</param>
internal sealed class CorpusProblems(Diagnostics diagnostics)
{
    private int _count;

    /// <summary>Whether there was any.</summary>
    public bool Any => _count > 0;

    /// <summary>Reports a problem.</summary>
    public void Add(SourceMark mark, string message)
    {
        if (_count++ < CorpusLimits.Problems)
            diagnostics.Add(mark, message);
        else if (_count == CorpusLimits.Problems + 1)
            diagnostics.Add(mark, "there are further problems from here on, which are not listed");
    }
}
