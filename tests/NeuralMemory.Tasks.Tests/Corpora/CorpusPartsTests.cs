using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Held-out lines are divided: those that choose are not those that are reported.</summary>
public sealed class CorpusPartsTests
{
    private const string Section = "{ file: corpora/phrases.tsv, columns: { english: words, french: label }, held_out: 3 }";

    [Fact]
    public void Held_out_lines_are_halved_and_lines_of_the_same_first_column_stay_together()
    {
        // Each text twice, as a phrase with two translations has.
        string[] lines = [.. Enumerable.Range(0, 90).Select(i => $"w{i % 45 % 7} x{i % 45 / 7}\t{i % 7}")];
        using var folder = new CorpusFolder(string.Join('\n', lines));
        TaskDefinition task = folder.Define(CorpusFolder.Task(Section));
        Corpus corpus = task.Corpus!;
        int[] selection = [.. corpus.LinesOf(CorpusSplit.Selection)], test = [.. corpus.LinesOf(CorpusSplit.Test)];
        Assert.True(corpus.HasTestLines);
        Assert.Equal([.. corpus.LinesOf(CorpusSplit.HeldOut)], selection.Concat(test).Order());
        Assert.InRange(selection.Length - test.Length, 0, 2);
        Assert.Empty(selection.Select(Text).Intersect(test.Select(Text)));
        Assert.Equal(selection, selection.Order());

        string Text(int line) => lines[line].Split('\t')[0];
    }

    [Fact]
    public void Each_half_is_shown_in_turn()
    {
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => $"w{i % 7} x{i / 7}\t{i % 7}")];
        using var folder = new CorpusFolder(string.Join('\n', lines));
        TaskDefinition task = folder.Define(CorpusFolder.Task(Section));
        int[] selection = [.. task.Corpus!.LinesOf(CorpusSplit.Selection)], test = [.. task.Corpus.LinesOf(CorpusSplit.Test)];
        Assert.InRange(selection.Length - test.Length, 0, 1);
        Assert.Equal([.. test, test[0]], Shown(task.OnLines(CorpusSplit.Test), test.Length + 1));
        Assert.Equal(selection, Shown(
            task.ForEvaluation(new YamlMapping(default), new Diagnostics(), CorpusSplit.Selection)!, selection.Length));
    }

    [Fact]
    public void The_half_of_a_line_does_not_depend_on_where_it_stands()
    {
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => $"w{i % 7} x{i / 7}\t{i % 7}")];
        Assert.Equal(Tests(lines), Tests([.. lines.Reverse()]));

        static string[] Tests(string[] lines)
        {
            using var folder = new CorpusFolder(string.Join('\n', lines));
            return [.. folder.Define(CorpusFolder.Task(Section)).Corpus!.LinesOf(CorpusSplit.Test).ToArray()
                .Select(line => lines[line]).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void One_text_that_is_held_out_is_of_both_halves()
    {
        using var folder = new CorpusFolder();
        Corpus corpus = folder.Define(CorpusFolder.Task(CorpusFolder.Section(
            "{ english: { cut: words, unknown: true }, french: { cut: words, unknown: true } }", "held_out: 5"))).Corpus!;
        Assert.Equal((true, false), (corpus.HoldsOut, corpus.HasTestLines));
        Assert.Equal([2], corpus.LinesOf(CorpusSplit.Selection));
        Assert.Equal([2], corpus.LinesOf(CorpusSplit.Test));
    }

    [Fact]
    public void A_corpus_that_holds_nothing_out_has_all_lines_for_all()
    {
        using var folder = new CorpusFolder();
        Corpus corpus = folder.Define(CorpusFolder.Task(CorpusFolder.Section())).Corpus!;
        Assert.False(corpus.HasTestLines);
        Assert.All(Enum.GetValues<CorpusSplit>(), split => Assert.Equal([0, 1, 2, 3], corpus.LinesOf(split)));
        TaskDefinition copy = Repository.Task("copy");
        Assert.Same(copy, copy.OnLines(CorpusSplit.Test));
    }

    /// <summary>The numbers of the lines that episodes have.</summary>
    private static int[] Shown(TaskDefinition task, int episodes) => CorpusTests.Drawn(task, task.Corpus!, episodes);
}
