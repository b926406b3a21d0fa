using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The task of translation, read off its file once more by code of its own.</summary>
public sealed class PhraseTaskTests
{
    private static readonly string[][] Lines =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "tasks", "corpora", "english-french.tsv"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Phrases_are_translated_word_by_word(bool isHeldOut)
    {
        TaskDefinition task = Repository.Task("phrases");
        if (isHeldOut)
            task = task.ForEvaluation(new YamlMapping(default), new Diagnostics())!;
        Vocabulary english = task.Corpus!.Find("english")!.Vocabulary, french = task.Corpus.Find("french")!.Vocabulary;
        var shown = new HashSet<string>();
        Published.ForEach(task, episode =>
        {
            int length = Enumerable.Range(0, episode.Length).TakeWhile(t => episode.InputRow(t)[0] >= 0).Count();
            string[] words = [.. Enumerable.Range(0, length).Select(t => english.Symbols[(int)episode.InputRow(t)[0]])];
            Assert.Equal("<end>", words[^1]);
            string[] line = Lines.Single(each => Words(each[0]).Append("<end>").SequenceEqual(words));
            Assert.Equal(isHeldOut, Corpus.IsHeldOut(line[0], 10));
            shown.Add(line[0]);
            string[] wanted = [.. Words(line[1]), "<end>"], back = ["<begin>", .. wanted[..^1]];
            Assert.Equal(length + wanted.Length, episode.Length);
            for (int t = 0; t < episode.Length; t++)
            {
                int at = t - length;
                Assert.Equal(at >= 0, episode.IsRecalled(t));
                Assert.Equal(at < 0 ? -1 : french.Find(back[at]), (int)episode.InputRow(t)[1]);
                Assert.Equal(at < 0 ? -1 : french.Find(wanted[at]), (int)episode.TargetRow(t)[0]);
                Assert.Equal(at < 0 ? english.Find(words[t]) : -1, (int)episode.InputRow(t)[0]);
            }
        });
        Assert.True(shown.Count > 100);
    }

    [Fact]
    public void About_one_phrase_in_ten_is_held_out_and_every_word_of_it_is_known()
    {
        Corpus corpus = Repository.Task("phrases").Corpus!;
        Assert.Equal(Lines.Length, corpus.Lines);
        Assert.InRange((double)corpus.LinesOf(CorpusSplit.HeldOut).Length / corpus.Lines, 0.07, 0.13);
        Assert.Null(corpus.Find("french")!.Vocabulary.Unknown);
    }

    [Fact]
    public void A_preview_says_the_words()
    {
        TaskDefinition task = Repository.Task("phrases");
        Episode episode = new EpisodeSampler(task).Draw(StreamKey.FromSeed(0), 0);
        string english = string.Join(' ', PreviewWords.Of(episode, task.Inputs.Items[0], task.Inputs.Vocabularies[0]!, false, 100));
        string[] line = Lines.Single(each => string.Join(' ', Words(each[0])) + " <end>" == english);
        string french = string.Join(' ', Words(line[1])), text = TaskPreview.Render(episode);
        Assert.EndsWith(
            $"words in english: {english}\nwords in french: <begin> {french}\nwords out french: {french} <end>\n", text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("words", TaskPreview.Render(new EpisodeSampler(Repository.Task("mqar")).Draw(StreamKey.FromSeed(0), 0)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alignment_belongs_to_a_held_out_phrase_and_names_its_words()
    {
        string[][] alignments =
        [
            .. File.ReadAllLines(Path.Combine(Repository.Root, "tasks", "corpora", "english-french-alignments.tsv"))
                .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')),
        ];
        Assert.NotEmpty(alignments);
        foreach (string[] alignment in alignments)
        {
            Assert.Contains(Lines, line => line[0] == alignment[0] && line[1] == alignment[1]);
            Assert.True(Corpus.IsHeldOut(alignment[0], 10));
            foreach (string pair in alignment[2].Split(' '))
            {
                int[] places = [.. pair.Split('-').Select(place => int.Parse(place, System.Globalization.CultureInfo.InvariantCulture))];
                Assert.InRange(places[0], 0, Words(alignment[1]).Length - 1);
                Assert.InRange(places[1], 0, Words(alignment[0]).Length - 1);
            }
        }
    }

    /// <summary>The words of a phrase: marks and what ends with an apostrophe set apart, then split at spaces.</summary>
    private static string[] Words(string phrase)
    {
        foreach (string mark in (string[])["?", "!", ".", ","])
            phrase = phrase.Replace(mark, $" {mark} ", StringComparison.Ordinal);
        return phrase.Replace("'", "' ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
