using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The tasks on streams of tokens as their papers define them, stated here in code of its own.</summary>
public sealed class TokenTaskTests
{
    [Fact]
    public void Selective_copying_is_that_of_MAD()
    {
        const int Length = 256, Copied = 16, Blank = 14, Mark = 15;
        TaskDefinition task = Task("selective-copying", "token 16", "token 16");
        Assert.Equal((Length, Length), (task.MinLength, task.MaxLength));
        int[] gaps = new int[Copied];
        var seen = new HashSet<int>();
        ForEach(task, episode =>
        {
            int[] shown = [.. Enumerable.Range(0, Length - Copied - 1).Select(t => Symbol(episode.InputRow(t)))];
            int[] tokens = [.. shown.Where(token => token != Blank)];
            Assert.Equal(Copied, tokens.Length);
            Assert.All(tokens, token => Assert.InRange(token, 0, Blank - 1));
            // The original inserts blanks before tokens, and none after the last one.
            Assert.NotEqual(Blank, shown[^1]);
            int gap = 0;
            foreach (int token in shown)
                if (token == Blank)
                    gaps[gap]++;
                else
                    gap++;
            seen.UnionWith(tokens);
            var expected = new ExpectedEpisode(task);
            foreach (int token in shown)
                expected.Show(One(token));
            expected.Show(One(Mark));
            foreach (int token in tokens)
                expected.Recall(One(token), One(Blank));
            expected.AssertIs(episode);
        });
        Assert.Equal(Blank, seen.Count);
        // 300 episodes of 223 blanks over 16 gaps: 4181 each, with a deviation of 63.
        Assert.All(gaps, count => Assert.InRange(count, 3866, 4496));
    }

    [Fact]
    public void Induction_heads_asks_for_the_successor_of_a_special_symbol()
    {
        const int Symbols = 20, Length = 30;
        TaskDefinition task = Task("induction-heads", "token 21", "token 20");
        Assert.Equal((Length, Length), (task.MinLength, task.MaxLength));
        var (places, answers) = (new SortedSet<int>(), new HashSet<int>());
        ForEach(task, episode =>
        {
            int[] tokens = [.. Enumerable.Range(0, Length).Select(t => Symbol(episode.InputRow(t)))];
            int place = Array.IndexOf(tokens, Symbols);
            Assert.Equal([place, Length - 1], Enumerable.Range(0, Length).Where(t => tokens[t] == Symbols));
            var expected = new ExpectedEpisode(task);
            foreach (int token in tokens[..^1])
                expected.Show(One(token));
            expected.Recall(One(tokens[place + 1]), One(Symbols));
            expected.AssertIs(episode);
            places.Add(place);
            answers.Add(tokens[place + 1]);
        });
        Assert.Equal(Enumerable.Range(0, Length - 2), places);
        Assert.Equal(Symbols, answers.Count);
    }
}
