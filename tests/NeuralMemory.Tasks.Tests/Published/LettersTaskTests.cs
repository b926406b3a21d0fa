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

    [Fact]
    public void Letters_that_are_to_be_learnt_come_as_texts_of_strings_which_are_wanted_after_their_bars()
    {
        TaskDefinition task = Task("letters-copy-packed", "token 1", "token 1").With("{ longest: 30 }");
        var lengths = new SortedSet<int>();
        ForEach(task, episode =>
        {
            string text = Read(episode, Alphabet) + Alphabet[(int)episode.TargetRow(episode.Length - 1)[0]];
            Assert.Equal(220, text.Length);
            int at = 0;
            while (at < text.Length)
            {
                Assert.Equal('$', text[at]);
                int bar = text.IndexOf('|', at), stop = text.IndexOf('.', at);
                bool whole = stop >= 0;
                if (whole)
                {
                    Assert.Equal(text[(at + 1)..bar], text[(bar + 1)..stop]);
                    lengths.Add(bar - at - 1);
                }
                else if (bar >= 0)
                {
                    Assert.StartsWith(text[(bar + 1)..], text[(at + 1)..bar], StringComparison.Ordinal);
                }

                int end = whole ? stop + 1 : text.Length;
                for (int i = Math.Max(at, 1); i < end; i++)
                {
                    Assert.Equal(text[i], Alphabet[(int)episode.TargetRow(i - 1)[0]]);
                    Assert.Equal(whole && i > bar ? 1 : 0, episode.MaskRow(i - 1)[0]);
                }

                at = end;
            }
        });
        Assert.Equal(Enumerable.Range(5, 26), lengths);
    }

    [Fact]
    public void Who_learnt_from_texts_is_asked_for_one_string()
    {
        TaskDefinition text = Repository.Task("letters-copy-packed").With("{ length: [51, 1000] }").OnLines(CorpusSplit.HeldOut);
        Assert.True(text.Feedback!.Longest >= 1001);
        var sampler = new EpisodeSampler(text);
        for (int i = 0; i < 20; i++)
        {
            Episode episode = sampler.Draw(new(3), i);
            string read = Read(episode, Alphabet), letters = read[1..(int)(episode.Parameter("length") + 1)];
            Assert.Equal($"${letters}|{letters}", read);
            Assert.Equal(letters + ".", Answer(episode, Alphabet));
        }
    }

    [Fact]
    public void Three_letters_of_a_string_can_occur_twice()
    {
        // Of all 300, some are copied over a part of themselves; by chance it is one string in twenty.
        Assert.InRange(Doubled("{ duplicate: 1, length: [20, 50] }"), 230, 300);
        Assert.InRange(Doubled("{ length: [20, 50] }"), 0, 45);

        static int Doubled(string parameters)
        {
            int doubled = 0;
            ForEach(Repository.Task("letters-copy").With(parameters), episode =>
            {
                string letters = Answer(episode, Alphabet)[..^1];
                doubled += Enumerable.Range(0, letters.Length - 2)
                    .Any(i => letters.IndexOf(letters.Substring(i, 3), i + 1, StringComparison.Ordinal) > 0) ? 1 : 0;
            });
            return doubled;
        }
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
