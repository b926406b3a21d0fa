namespace NeuralMemory.Numerics.Tests;

public sealed class NumberRangesTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(16, 2)]
    [InlineData(NumberRanges.Quantum, 3)]
    [InlineData(3 * NumberRanges.Quantum + 16, 2)]
    [InlineData(100 * NumberRanges.Quantum + 48, 1)]
    [InlineData(100 * NumberRanges.Quantum + 48, 3)]
    [InlineData(100 * NumberRanges.Quantum + 48, 16)]
    [InlineData(int.MaxValue / 16 * 16, 5)]
    public void Every_number_is_in_one_range_and_ranges_begin_with_a_quantum(int length, int threads)
    {
        using var pool = new ShardPool(threads);
        var ranges = new NumberRanges(length, pool);
        int at = 0;
        for (int range = 0; range < ranges.Count; range++)
        {
            (int first, int end) = ranges[range];
            Assert.Equal(at, first);
            Assert.Equal(0, first % NumberRanges.Quantum);
            Assert.True(first < end || length == 0);
            at = end;
        }

        Assert.Equal(length, at);
        Assert.InRange(ranges.Count, 1, threads == 1 ? 1 : 2 * threads);
    }

    [Fact]
    public void Each_range_is_worked_on_once()
    {
        using var pool = new ShardPool(3);
        var ranges = new NumberRanges(40 * NumberRanges.Quantum, pool);
        var counts = new int[ranges.Count];
        ranges.Run(range => Interlocked.Increment(ref counts[range]));
        Assert.Equal(6, counts.Length);
        Assert.All(counts, count => Assert.Equal(1, count));
    }
}
