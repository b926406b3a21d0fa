using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NeuralMemory.Numerics;

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

    /// <summary>The fingerprints of the first episodes. When one changes, so did the meaning of a task: raise its version.</summary>
    [Theory]
    [InlineData("copy", "e16871c10bf1dc44")]
    [InlineData("repeat-copy", "bf6f0ca0b7102634")]
    [InlineData("repeat-copy-dnc", "3038aef26f3a5e29")]
    [InlineData("associative-recall", "8881c9d9bf75b1c2")]
    public void The_episodes_of_a_seed_are_always_the_same(string name, string fingerprint)
    {
        var batch = new SequenceBatch();
        new EpisodeSampler(Repository.Task(name)).Sample(batch, StreamKey.FromSeed(0), 0, 32);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(batch.Lengths));
        hash.AppendData(MemoryMarshal.AsBytes(batch.Inputs));
        hash.AppendData(MemoryMarshal.AsBytes(batch.Targets));
        // Every column of a scored step is scored: one number stands for all.
        Real[] mask = [.. Enumerable.Range(0, batch.Rows).Select(row => batch.MaskRow(row)[0])];
        Assert.All(Enumerable.Range(0, batch.Rows), row => Assert.True(batch.MaskRow(row).IndexOfAnyExcept(mask[row]) < 0));
        hash.AppendData(MemoryMarshal.AsBytes(mask.AsSpan()));
        Assert.Equal(fingerprint, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
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
        {
            // Enough episodes that the longest ones have been met.
            for (int i = 0; i < 2000; i++)
                sampler.Sample(batch, new(1), i, sequences);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 2000; i++)
                sampler.Sample(batch, new(1), i, sequences);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Lengths_stay_within_the_bounds_of_the_definition_and_reach_them(string name)
    {
        TaskDefinition task = Repository.Task(name);
        var sampler = new EpisodeSampler(task);
        var batch = new SequenceBatch();
        int shortest = int.MaxValue, longest = 0;
        for (int i = 0; i < 3000; i += 100)
        {
            sampler.Sample(batch, new(3), i, 100);
            (shortest, longest) = (Math.Min(shortest, batch.Lengths[^1]), Math.Max(longest, batch.Lengths[0]));
        }

        if (DrawnLengths.Contains(name))
            Assert.True(shortest >= task.MinLength && longest <= task.MaxLength);
        else
            Assert.Equal((task.MinLength, task.MaxLength), (shortest, longest));
    }

    /// <summary>Tasks whose length is made of many draws: their extremes occur too seldom to be met.</summary>
    private static readonly string[] DrawnLengths = ["multi-copy", "graph-traversal", "shortest-path", "family-inference"];
}
