using System.Text;
using NeuralMemory.Yaml;
using static NeuralMemory.Tasks.Tests.CorpusFolder;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Every error of a corpus is a sentence with its place.</summary>
public sealed class WrongCorpusTests
{
    private static readonly string CorpusFile = Path.Combine("corpora", "phrases.tsv");

    [Theory]
    [InlineData("", ": there are no lines in the corpus; a line has a text for each of english, french, separated by tabs")]
    [InlineData("# a comment\n\n", ": there are no lines in the corpus; a line has a text for each of english, french, separated by tabs")]
    [InlineData("a\tb\nc\n", ":2:1: the line has 1 column, and the task reads 2 (english, french); columns are separated by tabs")]
    [InlineData("a\tb\tc\n", ":1:1: the line has 3 columns, and the task reads 2 (english, french); columns are separated by tabs")]
    [InlineData("a\t \n", ":1:3: the column 'french' is empty")]
    [InlineData("\tb\n", ":1:1: the column 'english' is empty")]
    [InlineData("a\tb\n# x\na b c\tb\n",
        ":3:5: the column 'english' has 3 words, and the task allows 2; raise 'longest' of its corpus, or shorten the text")]
    [InlineData("a <end>\tb\n", ":1:3: the text has the symbol '<end>', which has a meaning of its own; write it otherwise")]
    public void What_is_wrong_in_the_file_is_told_with_its_line_and_column(string text, string expected)
    {
        using var folder = new CorpusFolder(text);
        Assert.Equal(CorpusFile + expected, Assert.Single(folder.ProblemsOf(Task(Section(more: "longest: 2")))));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_with_their_place()
    {
        using var folder = new CorpusFolder([.. "a\tb\nc\t"u8, 0xE9, .. "t\n"u8]);
        Assert.Equal(
            $"{CorpusFile}:2:3: this byte is not UTF-8 text; save the file as UTF-8 (t.yaml:3:17 names it as the corpus)",
            Assert.Single(folder.ProblemsOf(Task(Section()))));
    }

    [Fact]
    public void A_missing_file_is_told_with_one_that_may_be_meant()
    {
        using var folder = new CorpusFolder();
        string section = Section().Replace("phrases.tsv", "phrase.tsv", StringComparison.Ordinal);
        string problem = Assert.Single(folder.ProblemsOf(Task(section)));
        Assert.StartsWith(
            $"{Path.Combine("corpora", "phrase.tsv")}: there is no such file; did you mean", problem, StringComparison.Ordinal);
        Assert.Contains("phrases.tsv", problem, StringComparison.Ordinal);
        Assert.EndsWith("(t.yaml:3:17 names it as the corpus)", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_long_is_refused()
    {
        using var folder = new CorpusFolder(new byte[CorpusLimits.Bytes + 1]);
        Assert.Equal($"{CorpusFile}: the corpus is longer than 16777216 bytes (t.yaml:3:17 names it as the corpus)",
            Assert.Single(folder.ProblemsOf(Task(Section()))));
    }

    [Fact]
    public void Many_problems_are_told_by_the_first_of_them()
    {
        using var folder = new CorpusFolder(string.Concat(Enumerable.Repeat("a\n", 100)));
        string[] problems = folder.ProblemsOf(Task(Section()));
        Assert.Equal(CorpusLimits.Problems + 1, problems.Length);
        Assert.Equal($"{CorpusFile}:21:1: there are further problems from here on, which are not listed", problems[^1]);
    }

    [Fact]
    public void Words_that_no_line_for_training_has_are_told_line_by_line()
    {
        string[] held = [.. Enumerable.Range(0, 200).Select(i => $"w{i}").Where(text => Corpus.IsHeldOut(text, 2)).Take(30)];
        string kept = Enumerable.Range(0, 200).Select(i => $"v{i}").First(text => !Corpus.IsHeldOut(text, 2));
        using var folder = new CorpusFolder($"{kept}\tx\n" + string.Concat(held.Select(text => $"{text}\ty{text}\n")));
        string[] problems = folder.ProblemsOf(Task(Section(more: "held_out: 2")));
        Assert.Equal(CorpusLimits.Problems + 1, problems.Length);
        Assert.StartsWith($"{CorpusFile}:2:1: '{held[0]}' is not in the vocabulary 'english'", problems[0], StringComparison.Ordinal);
        Assert.Contains($"'y{held[0]}' is not in the vocabulary 'french'", problems[1], StringComparison.Ordinal);
        Assert.Equal($"{CorpusFile}:12:1: there are further problems from here on, which are not listed", problems[^1]);
    }

    [Theory]
    [InlineData(false, "no line of the corpus is held out: 'held_out: 2' holds out about one in 2, and it has 1; "
        + "write a smaller one, or leave it out")]
    [InlineData(true, "all lines of the corpus are held out, and none is left for training; write a larger 'held_out', or add lines")]
    public void A_part_without_lines_is_refused(bool isHeldOut, string expected)
    {
        string first = ((string[])["a", "b", "c", "d", "e"]).First(text => Corpus.IsHeldOut(text, 2) == isHeldOut);
        using var folder = new CorpusFolder($"{first}\tx\n");
        Assert.Equal($"{CorpusFile}: {expected}", Assert.Single(folder.ProblemsOf(Task(Section(more: "held_out: 2")))));
    }

    [Theory]
    [InlineData("corpora", "t.yaml:3:9: expected a mapping of keys to values, found the text 'corpora'")]
    [InlineData("{ columns: { a: words } }", "t.yaml:3:9: the corpus has no 'file', which is required")]
    [InlineData("{ file: corpora/phrases.tsv }", "t.yaml:3:9: the corpus has no 'columns', which is required")]
    [InlineData("{ file: ../phrases.tsv, columns: { a: words } }",
        "t.yaml:3:17: '../phrases.tsv' must lie beside the task or in a folder below it, such as corpora/NAME.tsv")]
    [InlineData("{ file: corpora/phrases.tsv, columns: { english: word, french: words } }",
        "t.yaml:3:58: unknown cut 'word'; did you mean 'words'? (known: words, characters, label)")]
    [InlineData("{ file: corpora/phrases.tsv, columns: { english: { cut: words, vocabulary: frensh }, french: words } }",
        "t.yaml:3:84: there is no vocabulary 'frensh': a vocabulary has the name of a column; did you mean 'french'? "
            + "(known: english, french)")]
    [InlineData("{ file: corpora/phrases.tsv, columns: { english: { cut: characters, vocabulary: french }, french: words } }",
        "t.yaml:3:89: 'english' and 'french' are cut in different ways, and cannot share a vocabulary")]
    [InlineData("{ file: corpora/phrases.tsv, columns: { english: words, french: { cut: label, begin: true } } }",
        "t.yaml:3:65: 'french' is one symbol, which has no beginning: 'begin' belongs to words and characters")]
    [InlineData("{ file: corpora/phrases.tsv, columns: { english: words, french: words }, held_out: 1 }",
        "t.yaml:3:92: expected an integer from 2 to 2147483647, found the integer 1")]
    [InlineData("{ file: corpora/phrases.tsv, columns: { english: words, french: words }, holdout: 5 }",
        "t.yaml:3:82: the corpus has no key 'holdout'; did you mean 'held_out'? (known: file, columns, longest, held_out)")]
    public void What_is_wrong_in_the_section_is_told_once(string section, string expected)
    {
        using var folder = new CorpusFolder();
        Assert.Equal(expected, Assert.Single(folder.ProblemsOf(Task(section))));
    }

    [Theory]
    [InlineData("text(german, line)", "the corpus has no column 'german' (known: english, french)")]
    [InlineData("text(2, line)", "expected the name of a column of the corpus (english, french)")]
    [InlineData("text(english)", "text(column, line) takes 2 arguments, found 1")]
    [InlineData("literal(begin(english))",
        "the vocabulary 'english' has no symbol before a text: give the column 'begin: true'")]
    public void What_is_wrong_in_an_expression_is_told(string show, string expected)
    {
        using var folder = new CorpusFolder();
        Assert.Contains(expected, Assert.Single(folder.ProblemsOf(Task(Section(), show))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_does_not_exist_stops_the_episode()
    {
        using var folder = new CorpusFolder();
        TaskDefinition task = folder.Define(Task(Section(), "text(english, line + 4)"));
        Assert.Contains("'line' of text is", Assert.Throws<InvalidInputException>(
            () => new EpisodeSampler(task).Draw(new(1), 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_without_a_corpus_cannot_read_one()
    {
        using var folder = new CorpusFolder();
        string[] problems = folder.ProblemsOf(Task("x").Replace("corpus: x", "seed: 1", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.EndsWith(
            "any_line reads a corpus, and the task has none: it needs a section 'corpus'", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_UTF_8_of_one_kind_of_line_ends_is_needed()
    {
        using var folder = new CorpusFolder(Encoding.UTF8.GetBytes("\uFEFFa\tb\r\nc\td\r\n"));
        Corpus corpus = folder.Define(Task(Section())).Corpus!;
        Assert.Equal(["<end>", "b", "d"], corpus.Find("french")!.Vocabulary.Symbols);
        Assert.Equal(["<end>", "a", "c"], corpus.Find("english")!.Vocabulary.Symbols);
    }
}
