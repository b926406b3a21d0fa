namespace NeuralMemory.Numerics.Tests;

public sealed class StreamKeyTests
{
    /// <summary>Names must mean the same stream on every platform and in every version.</summary>
    [Fact]
    public void Keys_never_change()
    {
        StreamKey root = StreamKey.FromSeed(1);
        StreamKey[] keys = [root, root.Split("init"), root.Split("ä€𝄞"), root.Split(0), root.Split("init").Split(7)];
        Assert.Equal(Pinned, keys.Select(key => key.Value));
    }

    [Fact]
    public void Children_differ_from_their_parent_and_from_each_other()
    {
        StreamKey root = StreamKey.FromSeed(0);
        var keys = new HashSet<ulong> { root.Value };
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(keys.Add(root.Split(i).Value));
            Assert.True(keys.Add(root.Split($"name {i}").Value));
            Assert.True(keys.Add(StreamKey.FromSeed(i + 1).Value));
        }
    }

    [Fact]
    public void The_order_of_splitting_matters() =>
        Assert.NotEqual(StreamKey.FromSeed(1).Split("a").Split("b"), StreamKey.FromSeed(1).Split("b").Split("a"));

    [Fact]
    public void Streams_of_siblings_are_uncorrelated()
    {
        const int draws = 20_000;
        StreamKey root = StreamKey.FromSeed(12);
        for (int sibling = 0; sibling < 5; sibling++)
        {
            RandomStream one = new(root.Split(sibling)), two = new(root.Split(sibling + 1));
            double covariance = Enumerable.Range(0, draws).Average(_ => (one.NextDouble() - 0.5) * (two.NextDouble() - 0.5));
            Assert.InRange(covariance * 12, -4 / Math.Sqrt(draws), 4 / Math.Sqrt(draws));
        }
    }

    [Fact]
    public void Any_seed_is_valid()
    {
        foreach (long seed in (long[])[0, -1, long.MinValue, long.MaxValue])
        {
            var stream = new RandomStream(StreamKey.FromSeed(seed));
            Assert.True(Enumerable.Range(0, 100).Select(_ => stream.NextUInt64()).Distinct().Count() == 100);
        }
    }

    private static readonly ulong[] Pinned =
        [0x4A651BC5285F3365, 0x016C00BCDC962431, 0x991FA93C682C65BB, 0xDDFFA84DFDEAF4D9, 0x5DD9CC377155B162];
}
