using NeuralMemory.Numerics;
using NeuralMemory.Yaml;
using static NeuralMemory.Tasks.Tests.CorpusFolder;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What a corpus holds and how tasks draw from it.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void Symbols_come_by_falling_frequency_and_then_by_spelling_after_the_special_ones()
    {
        using var folder = new CorpusFolder();
        Corpus corpus = folder.Define(Task(Section("{ english: words, french: { cut: words, begin: true, unknown: true } }"))).Corpus!;
        Assert.Equal(["<end>", "good", "love", "night", "you", "day", "i"], corpus.Find("english")!.Vocabulary.Symbols);
        Assert.Equal(
            ["<end>", "<begin>", "<unknown>", "bonne", "nuit", "!", "aime", "aimes", "bonjour", "je", "t'", "tu"],
            corpus.Find("french")!.Vocabulary.Symbols);
        Assert.Equal((4, "corpora/phrases.tsv"), (corpus.Lines, corpus.Path));
        Assert.False(corpus.HoldsOut);
    }

    [Theory]
    [InlineData("", "cbf29ce484222325")]
    [InlineData("a", "af63dc4c8601ec8c")]
    [InlineData("foobar", "85944171f73967e8")]
    public void A_line_is_held_out_by_the_FNV_1a_hash_of_its_first_column(string text, string published)
    {
        // The test vectors of the hash's authors (Fowler, Noll, Vo: test_fnv.c).
        ulong hash = ulong.Parse(published, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        foreach (int divisor in new[] { 2, 3, 5, 7, 10, 97 })
            Assert.Equal(hash % (ulong)divisor == 0, Corpus.IsHeldOut(text, divisor));
    }

    [Fact]
    public void Training_never_shows_what_is_held_out_and_evaluation_shows_each_line_of_it_once()
    {
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => $"w{i % 7} x{i / 7}\t{i % 7}")];
        using var folder = new CorpusFolder(string.Join('\n', lines));
        TaskDefinition training = folder.Define(Task(Section("{ english: words, french: label }", "held_out: 5")));
        Corpus corpus = training.Corpus!;
        int[] heldOut = [.. Enumerable.Range(0, 60).Where(i => Corpus.IsHeldOut(lines[i].Split('\t')[0], 5))];
        Assert.InRange(heldOut.Length, 6, 20);
        Assert.Equal(heldOut, corpus.LinesOf(CorpusSplit.HeldOut).ToArray());
        TaskDefinition evaluation = training.ForEvaluation(new YamlMapping(default), new Diagnostics())!;
        Assert.Equal((CorpusSplit.Training, CorpusSplit.HeldOut), (training.Split, evaluation.Split));
        Assert.Equal(
            Enumerable.Range(0, 60).Except(heldOut), Drawn(training, corpus, 1000).Distinct().Order());
        Assert.Equal([.. heldOut, .. heldOut], Drawn(evaluation, corpus, 2 * heldOut.Length));
        // The training task of an evaluation's task is its own again.
        Assert.Equal(CorpusSplit.HeldOut, evaluation.ForTraining(new YamlMapping(default), new Diagnostics())!.Split);
    }

    [Fact]
    public void A_given_text_has_at_most_as_many_symbols_as_the_task_allows()
    {
        using var folder = new CorpusFolder();
        TaskDefinition task = folder.Define(Task(Section(more: "longest: 5")));
        Assert.Equal(5, task.Corpus!.Limit);
        Diagnostics diagnostics = new();
        Assert.NotNull(task.WithLine([new("I love you love you", SourceMark.WholeFile("--text"))], diagnostics));
        Assert.Equal("", diagnostics.ToString());
        Assert.Null(task.WithLine([new("I love you love you love", SourceMark.WholeFile("--text"))], diagnostics));
        Assert.Equal(
            "--text: the text has 6 words, and the corpus of the task allows 5; shorten the text", diagnostics.ToString().TrimEnd());
    }

    [Fact]
    public void How_long_an_answer_becomes_to_a_given_text_is_what_the_task_says_and_not_its_line()
    {
        using var folder = new CorpusFolder();
        TaskDefinition task = folder.Define("""
            task: t
            version: 1
            corpus: { file: corpora/phrases.tsv, columns: { english: words, french: { cut: words, begin: true } } }
            inputs: { english: { symbols: vocabulary(english) }, french: { symbols: vocabulary(french) } }
            targets: { french: { symbols: vocabulary(french) } }
            draw: { line: any_line() }
            episode:
              - source: { english: "text(english, line)" }
              - show: { french: literal(begin(french)) }
                recall: { french: "concat(text(french, line), literal(end(french)))" }
                feedback: { french: french }
            loss: softmax
            terminator: { french: end(french) }
            """);
        // Four symbols of "je t'aime !" and the end.
        Assert.Equal((1, 5), (task.Feedback!.Beam, task.Feedback.Longest));
        TaskFeedback given = task.WithBeam(3).WithLine([new("good day", default)], new Diagnostics())!.Feedback!;
        Assert.Equal((3, 5), (given.Beam, given.Longest));
    }

    [Fact]
    public void An_evaluation_that_holds_nothing_out_draws_from_all_lines()
    {
        using var folder = new CorpusFolder();
        TaskDefinition task = folder.Define(Task(Section())).ForEvaluation(new YamlMapping(default), new Diagnostics())!;
        Assert.Equal([0, 1, 2, 3], Drawn(task, task.Corpus!, 100).Distinct().Order());
    }

    [Fact]
    public void Conditions_on_a_line_that_is_held_out_go_on_to_the_next_one()
    {
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => $"w{i % 7} x{i / 7}\t{i % 7}")];
        using var folder = new CorpusFolder(string.Join('\n', lines));
        string text = Task(Section("{ english: words, french: label }", "held_out: 5"))
            .Replace("episode:", "where: [text(french, line) != 3]\nepisode:", StringComparison.Ordinal);
        TaskDefinition task = folder.Define(text).ForEvaluation(new YamlMapping(default), new Diagnostics())!;
        string refused = task.Corpus!.Find("french")!.Vocabulary.Symbols[3];
        string[] labels = [.. Drawn(task, task.Corpus, 40).Select(line => lines[line].Split('\t')[1])];
        int[] heldOut = [.. task.Corpus.LinesOf(CorpusSplit.HeldOut)];
        Assert.Contains(refused, heldOut.Select(line => lines[line].Split('\t')[1]));
        Assert.DoesNotContain(refused, labels);
    }

    [Fact]
    public void Columns_can_share_a_vocabulary()
    {
        using var folder = new CorpusFolder("a b\tb c\nb\tc\n");
        TaskDefinition task = folder.Define(Task(Section("{ english: words, french: { cut: words, vocabulary: english } }")));
        Assert.Equal(["<end>", "b", "c", "a"], task.Corpus!.Find("french")!.Vocabulary.Symbols);
        Assert.Same(task.Corpus.Find("english")!.Vocabulary, task.Corpus.Find("french")!.Vocabulary);
        Assert.Equal((4, 4), (task.Inputs.Width, task.Targets.Width));
    }

    [Fact]
    public void Labels_have_no_special_symbols_and_are_numbers()
    {
        using var folder = new CorpusFolder("a b\tgood one\nb\tbad\nc\tgood one\n");
        TaskDefinition task = folder.Define(Task(Section("{ english: words, french: label }"), recall: "literal(text(french, line))"));
        Assert.Equal(["good one", "bad"], task.Corpus!.Find("french")!.Vocabulary.Symbols);
        Assert.Equal(2, task.Targets.Width);
    }

    [Fact]
    public void Unknown_words_become_unknown_only_where_the_task_says_so()
    {
        using var folder = new CorpusFolder(WithNewWord());
        TaskDefinition task = folder.Define(Task(Section("{ english: { cut: words, unknown: true }, french: words }", "held_out: 5")));
        Assert.Equal(1, task.Corpus!.Find("english")!.Vocabulary.Unknown);
        CorpusColumn english = task.Corpus.Find("english")!;
        int last = task.Corpus.Lines - 1;
        Assert.Equal(1, english.Line(last).Span(1)[1]);
    }

    [Fact]
    public void A_held_out_word_that_training_never_shows_is_an_error_with_its_place()
    {
        string text = WithNewWord();
        using var folder = new CorpusFolder(text);
        int line = text.Split('\n').Length;
        Assert.Equal(
            $"{Path.Combine("corpora", "phrases.tsv")}:{line}:3: 'unseen' is not in the vocabulary 'english': this line is held out, and "
                + "no line for training has it; 'unknown: true' of the column would make it <unknown>",
            Assert.Single(folder.ProblemsOf(Task(Section(more: "held_out: 5")))));
    }

    /// <summary>A corpus whose last line is held out with a divisor of 5, and has a word of its own.</summary>
    private static string WithNewWord()
    {
        string[] firsts = ["a", "b", "c", "d", "e", "f", "g", "h"];
        string heldOut = firsts.Select(first => $"{first} unseen").First(text => Corpus.IsHeldOut(text, 5));
        return string.Join('\n', firsts.Where(first => !Corpus.IsHeldOut(first, 5)).Concat(heldOut[..1] is var own ? [$"x {own}"] : [])
            .Append(heldOut).Select(text => $"{text}\ty"));
    }

    /// <summary>The lines of the first episodes, told by what they show.</summary>
    internal static int[] Drawn(TaskDefinition task, Corpus corpus, int episodes)
    {
        var sampler = new EpisodeSampler(task);
        CorpusColumn column = corpus.Columns[0];
        return
        [
            .. Enumerable.Range(0, episodes).Select(i =>
            {
                Episode episode = sampler.Draw(StreamKey.FromSeed(5), i);
                int[] shown = [.. Enumerable.Range(0, episode.Length)
                    .Select(t => episode.InputRow(t).IndexOf((Real)1)).Where(symbol => symbol >= 0)];
                return Enumerable.Range(0, corpus.Lines)
                    .Single(line => column.Line(line).Span(1).ToArray().Select(number => (int)number).SequenceEqual(shown));
            }),
        ];
    }
}
