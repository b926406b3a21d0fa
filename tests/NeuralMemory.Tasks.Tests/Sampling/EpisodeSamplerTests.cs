using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Tasks.Tests;

public sealed class EpisodeSamplerTests
{
    public static TheoryData<string> Names => [.. Repository.Tasks];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_episode_depends_on_its_key_and_number_alone(string name)
    {
        var key = new StreamKey(5);
        var (batch, single) = (new SequenceBatch(), new SequenceBatch());
        var sampler = new EpisodeSampler(Repository.Task(name));
        sampler.Sample(batch, key, 100, 16);
        for (int s = 0; s < 16; s++)
        {
            int number = batch.Order[s];
            sampler.Sample(single, key, 100 + number, 1);
            Episode episode = sampler.Draw(key, 100 + number);
            Assert.Equal(batch.Lengths[s], single.MaxLength);
            Assert.Equal(batch.Lengths[s], episode.Length);
            for (int t = 0; t < episode.Length; t++)
            {
                int row = batch.Row(s, t);
                Assert.Equal(single.InputRow(t), batch.InputRow(row));
                Assert.Equal(single.TargetRow(t), batch.TargetRow(row));
                Assert.Equal(single.MaskRow(t), batch.MaskRow(row));
                Assert.Equal(episode.MaskRow(t), batch.MaskRow(row));
                Assert.Equal(episode.InputRow(t), batch.InputRow(row));
                Assert.Equal(episode.TargetRow(t), batch.TargetRow(row));
                Assert.Equal(episode.IsRecalled(t), batch.MaskRow(row).Contains(1));
            }
        }
    }

    [Fact]
    public void Other_keys_and_numbers_give_other_episodes()
    {
        var sampler = new EpisodeSampler(Repository.Define("""
            task: t
            version: 1
            inputs: { x: 32 }
            targets: { x: 32 }
            draw: { items: bits(1, 32) }
            episode: [{ show: { x: items }, recall: { x: items } }]
            loss: bits
            """));
        var seen = new HashSet<string>();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(seen.Add(string.Concat(sampler.Draw(new(1), i).InputRow(0).ToArray())));
            Assert.True(seen.Add(string.Concat(sampler.Draw(new(2), i).InputRow(0).ToArray())));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sampling_allocates_nothing_once_its_buffers_have_grown(string name)
    {
        var sampler = new EpisodeSampler(Repository.Task(name));
        var batch = new SequenceBatch();
        foreach (int sequences in new[] { 1, 8 })
            Allocations.AssertNone(() =>
            {
                for (int i = 0; i < 200; i++)
                    sampler.Sample(batch, new(1), i, sequences);
            });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Lengths_stay_within_the_bounds_of_the_definition_and_reach_them(string name)
    {
        TaskDefinition task = Repository.Task(name);
        var sampler = new EpisodeSampler(task);
        var batch = new SequenceBatch();
        int shortest = int.MaxValue, longest = 0;
        bool mayMissThem = DrawnLengths.Contains(name);
        for (int i = 0; i < (mayMissThem ? 600 : 3000) && (shortest, longest) != (task.MinLength, task.MaxLength); i += 50)
        {
            sampler.Sample(batch, new(3), i, 50);
            (shortest, longest) = (Math.Min(shortest, batch.Lengths[^1]), Math.Max(longest, batch.Lengths[0]));
        }

        if (mayMissThem)
            Assert.True(shortest >= task.MinLength && longest <= task.MaxLength);
        else
            Assert.Equal((task.MinLength, task.MaxLength), (shortest, longest));
    }

    /// <summary>
    /// Tasks whose length is made of many draws, or of lines of a corpus: their extremes occur too seldom to be met. Of phases in an order
    /// that is drawn the definition knows only that each of them may happen whenever its turn comes.
    /// </summary>
    private static readonly string[] DrawnLengths =
    [
        "multi-copy", "graph-traversal", "shortest-path", "family-inference", "phrases",
        "copy-and-repeat-copy", "copy-and-associative-recall", "copy-and-priority-sort", "copy-repeat-recall-sort",
        "letters-copy-packed", "letters-lookup-prefix", "letters-lookup-suffix",
    ];
}
