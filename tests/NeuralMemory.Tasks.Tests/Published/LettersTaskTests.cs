using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The letters to be repeated and found (Jelassi et al. 2024), stated here on text.</summary>
public sealed class LettersTaskTests
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz$|.";

    [Fact]
    public void Copied_letters_come_once_more_after_a_bar_and_end_with_a_stop()
    {
        var seen = new SortedSet<char>();
        Check("letters-copy", 5, (text, length) =>
        {
            Assert.Equal(('$', '|'), (text[0], text[length + 1]));
            string letters = text[1..(length + 1)];
            seen.UnionWith(letters);
            return (length + 1, letters);
        });
        Assert.Equal(Alphabet[..26], string.Concat(seen));
    }

    [Fact]
    public void Letters_that_are_told_before_the_string_are_found_where_they_occur_first() =>
        Check("letters-lookup-prefix", 10, (text, length) =>
        {
            Assert.Equal(("$", "|", "|"), (text[..1], text[4..5], text[(5 + length)..(6 + length)]));
            return (5 + length, After(text[5..(5 + length)], text[1..4]));
        });

    [Fact]
    public void Letters_that_are_told_after_the_string_are_found_where_they_occur_first() =>
        Check("letters-lookup-suffix", 10, (text, length) =>
        {
            Assert.Equal(('$', '|'), (text[0], text[length + 1]));
            return (length + 4, After(text[1..(1 + length)], text.Substring(length + 2, 3)));
        });

    [Fact]
    public void Of_few_letters_the_first_occurrence_counts()
    {
        int again = 0;
        ForEach(Repository.Task("letters-lookup-prefix").With("{ letters: 2, length: 30 }"), episode =>
        {
            string text = Read(episode, "ab$|."), letters = text[5..35], told = text[1..4];
            Assert.Equal(letters[(letters.IndexOf(told, StringComparison.Ordinal) + 3)..] + ".", Answer(episode, "ab$|."));
            again += letters.IndexOf(told, StringComparison.Ordinal) < letters.LastIndexOf(told, StringComparison.Ordinal) ? 1 : 0;
        });
        Assert.True(again > 200);
    }

    [Theory]
    [InlineData("letters-copy", 2002)]
    [InlineData("letters-lookup-prefix", 2003)]
    [InlineData("letters-lookup-suffix", 2002)]
    public void Up_to_a_thousand_letters_can_be_asked_for(string name, int longest)
    {
        TaskDefinition task = Repository.Task(name).With("{ length: [51, 1000] }");
        Assert.Equal(longest, task.MaxLength);
        Assert.True(task.Feedback!.Longest >= 997);
        ForEach(task, episode => Assert.Equal('.', Answer(episode, Alphabet)[^1]), 3);
    }

    /// <summary>Checks that the right answer is wanted from a step on, and comes back one step later.</summary>
    private static void Check(string name, int shortest, Func<string, int, (int Start, string Answer)> expected)
    {
        TaskDefinition task = Task(name, "token 1", "token 1");
        Assert.Equal((29, 29), (task.Inputs.Items[0].Symbols, task.Targets.Items[0].Symbols));
        Assert.True(task.HasSource);
        ForEach(task, "length", shortest, 50, (episode, length) =>
        {
            (int start, string answer) = expected(Read(episode, Alphabet), length);
            Assert.Equal(answer + ".", Answer(episode, Alphabet));
            Assert.Equal(start + answer.Length + 1, episode.Length);
            for (int t = 0; t < episode.Length; t++)
            {
                Assert.Equal(t >= start ? 1 : 0, episode.MaskRow(t)[0]);
                if (t > start)
                    Assert.Equal(episode.TargetRow(t - 1)[0], episode.InputRow(t)[0]);
            }
        });
    }

    private static string After(string text, string told)
    {
        string after = text[(text.IndexOf(told, StringComparison.Ordinal) + 3)..];
        Assert.True(after.Length >= 3);
        return after;
    }

    private static string Read(Episode episode, string alphabet) =>
        string.Concat(Enumerable.Range(0, episode.Length).Select(t => alphabet[(int)episode.InputRow(t)[0]]));

    private static string Answer(Episode episode, string alphabet) => string.Concat(
        Enumerable.Range(0, episode.Length).Where(t => episode.MaskRow(t)[0] == 1).Select(t => alphabet[(int)episode.TargetRow(t)[0]]));
}
