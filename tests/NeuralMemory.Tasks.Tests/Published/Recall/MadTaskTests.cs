using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Compression and memorization of MAD.</summary>
public sealed class MadTaskTests
{
    [Theory]
    [InlineData("{ }", 16, 32)]
    [InlineData("{ vocabulary: 32, length: 64 }", 32, 64)]
    public void Compression_asks_for_all_tokens_at_the_mark(string parameters, int vocabulary, int length)
    {
        TaskDefinition task = Repository.Task("compression").With(parameters);
        Assert.Equal((length * vocabulary, vocabulary), (task.OutputWidth, task.Losses[0].Classes));
        HashSet<int> seen = [];
        ForEach(task, episode =>
        {
            int[] tokens = [.. Enumerable.Range(0, length).Select(t => (int)episode.InputRow(t)[0])];
            Assert.Equal(length, episode.Length);
            Assert.Equal(vocabulary - 1, tokens[^1]);
            Assert.All(tokens[..^1], token => Assert.InRange(token, 0, vocabulary - 2));
            seen.UnionWith(tokens);
            for (int t = 0; t < length - 1; t++)
                Assert.False(episode.IsRecalled(t));
            Assert.Equal(-1, episode.MaskRow(length - 1).IndexOfAnyExcept((Real)1));
            for (int i = 0; i < length; i++)
                Assert.Equal(tokens[i], Symbol(episode.TargetRow(length - 1).Slice(i * vocabulary, vocabulary)));
        }, 100);
        Assert.Equal(vocabulary, seen.Count);
    }

    [Fact]
    public void Memorization_has_one_table_for_all_sequences()
    {
        TaskDefinition task = Task("memorization", "token 1", "token 1");
        Dictionary<int, int> table = [];
        foreach (CorpusSplit split in (CorpusSplit[])[CorpusSplit.Training, CorpusSplit.Test])
            ForEach(task.OnLines(split), episode =>
            {
                TokenEpisode tokens = new(episode);
                Assert.Equal(Enumerable.Range(0, 16).Select(i => 2 * i + 1), tokens.Scored);
                for (int i = 0; i < 16; i++)
                {
                    Assert.InRange(tokens.Shown[2 * i], 0, 126);
                    Assert.Equal(255, tokens.Shown[2 * i + 1]);
                    Assert.InRange(tokens.Wanted[2 * i + 1], 127, 254);
                    table.TryAdd(tokens.Shown[2 * i], tokens.Wanted[2 * i + 1]);
                    Assert.Equal(table[tokens.Shown[2 * i]], tokens.Wanted[2 * i + 1]);
                }
            });
        Assert.Equal((127, 127), (table.Count, table.Values.Distinct().Count()));
        Assert.False(task.TrainsOtherwise);
    }
}
