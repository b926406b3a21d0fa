using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Numerics.Tests;

public sealed class RandomStreamTests
{
    /// <summary>Recorded runs depend on these numbers: a change of them is a change of every result.</summary>
    [Fact]
    public void Fractions_are_even_and_exact_and_below_one()
    {
        var numbers = new Real[100_000];
        new RandomStream(StreamKey.FromSeed(3)).FillFractions(numbers);
        Assert.All(numbers, x => Assert.True(x is >= 0 and <= 1 - 1f / (1 << 23) && x * (1 << 23) == Real.Floor(x * (1 << 23))));
        Assert.All(numbers.CountBy(x => (int)(x * 10)), tenth => Assert.InRange(tenth.Value, 9600, 10_400));
        Assert.Equal(10, numbers.CountBy(x => (int)(x * 10)).Count());
    }

    [Fact]
    public void The_first_numbers_of_a_seed_never_change()
    {
        var stream = new RandomStream(StreamKey.FromSeed(1));
        Assert.Equal(Pinned, Enumerable.Range(0, Pinned.Length).Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void The_generator_is_xoshiro256_starstar()
    {
        // The published recurrence, written out once more.
        ulong z = StreamKey.FromSeed(99).Value;
        var s = new ulong[4];
        for (int i = 0; i < 4; i++)
        {
            z += 0x9E3779B97F4A7C15;
            ulong x = z;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            s[i] = x ^ (x >> 31);
        }

        var stream = new RandomStream(StreamKey.FromSeed(99));
        for (int i = 0; i < 1000; i++)
        {
            ulong expected = Rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = Rotate(s[3], 45);
            Assert.Equal(expected, stream.NextUInt64());
        }
    }

    [Fact]
    public void Equal_keys_give_equal_streams_and_restarting_begins_again()
    {
        RandomStream one = new(StreamKey.FromSeed(5)), two = new(StreamKey.FromSeed(6));
        ulong[] first = [.. Enumerable.Range(0, 50).Select(_ => one.NextUInt64())];
        Assert.NotEqual(first[0], two.NextUInt64());
        two.Restart(StreamKey.FromSeed(5));
        Assert.Equal(first, Enumerable.Range(0, 50).Select(_ => two.NextUInt64()));
    }

    [Fact]
    public void Doubles_are_uniform_in_the_unit_interval()
    {
        var stream = new RandomStream(StreamKey.FromSeed(3));
        var bins = new int[64];
        const int draws = 640_000;
        for (int i = 0; i < draws; i++)
        {
            double x = stream.NextDouble();
            Assert.InRange(x, 0, Math.BitDecrement(1.0));
            bins[(int)(x * bins.Length)]++;
        }

        AssertUniform(bins, draws);
    }

    [Fact]
    public void Doubles_of_a_range_stay_in_it()
    {
        var stream = new RandomStream(StreamKey.FromSeed(4));
        double[] draws = [.. Enumerable.Range(0, 10_000).Select(_ => stream.NextDouble(-3, 5))];
        Assert.All(draws, x => Assert.InRange(x, -3, Math.BitDecrement(5.0)));
        Assert.Equal(1, draws.Average(), 0.1);
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(-3, 3)]
    [InlineData(1, 1)]
    [InlineData(int.MinValue, int.MinValue + 2)]
    [InlineData(int.MaxValue - 4, int.MaxValue)]
    public void Integers_are_uniform_with_both_ends(int low, int high)
    {
        var stream = new RandomStream(StreamKey.FromSeed(7));
        int width = high - low + 1;
        var bins = new int[width];
        for (int i = 0; i < 10_000 * width; i++)
            bins[stream.NextInt(low, high) - low]++;
        AssertUniform(bins, 10_000 * width);
    }

    [Fact]
    public void Integers_stay_in_any_range() => Prop.ForAll<int, int, int>((a, b, seed) =>
    {
        (int low, int high) = (Math.Min(a, b), Math.Max(a, b));
        return new RandomStream(StreamKey.FromSeed(seed)).NextInt(low, high) is var x && x >= low && x <= high;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_widest_range_of_integers_reaches_both_halves()
    {
        var stream = new RandomStream(StreamKey.FromSeed(8));
        int[] draws = [.. Enumerable.Range(0, 1000).Select(_ => stream.NextInt(int.MinValue, int.MaxValue))];
        Assert.InRange(draws.Count(x => x < 0), 400, 600);
        Assert.True(draws.Distinct().Count() > 990);
    }

    [Fact]
    public void An_empty_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(StreamKey.FromSeed(1)).NextInt(2, 1));

    [Fact]
    public void Normal_draws_have_the_moments_of_the_normal_distribution()
    {
        var stream = new RandomStream(StreamKey.FromSeed(9));
        double[] draws = [.. Enumerable.Range(0, 200_000).Select(_ => stream.NextGaussian())];
        Assert.All(draws, x => Assert.True(double.IsFinite(x)));
        Assert.Equal(0, draws.Average(), 0.01);
        Assert.Equal(1, draws.Average(x => x * x), 0.02);
        Assert.Equal(3, draws.Average(x => x * x * x * x), 0.1);
    }

    [Fact]
    public void Bits_are_fair_and_independent_of_their_neighbours()
    {
        var stream = new RandomStream(StreamKey.FromSeed(10));
        var bits = new Real[100_003];
        stream.FillBits(bits);
        Assert.All(bits, bit => Assert.True(bit is 0 or 1));
        Assert.Equal(0.5, bits.Average(bit => (double)bit), 0.01);
        Assert.Equal(0.25, bits.Zip(bits.Skip(1)).Average(pair => (double)(pair.First * pair.Second)), 0.01);
        Assert.Equal(0.25, bits.Zip(bits.Skip(64)).Average(pair => (double)(pair.First * pair.Second)), 0.01);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0.25)]
    [InlineData(0.9, 0.9)]
    [InlineData(1, 1)]
    public void A_mask_has_its_share_of_zeros_independent_of_their_neighbours(double share, double expected)
    {
        var stream = new RandomStream(StreamKey.FromSeed(12));
        var mask = new Real[40_001];
        stream.FillMask(mask, share, 3);
        Assert.All(mask, value => Assert.True(value is 0 or 3));
        Assert.Equal(expected, mask.Average(value => value == 0 ? 1.0 : 0), 0.01);
        foreach (int distance in (int[])[1, 2])
            Assert.Equal(expected * expected, mask.Zip(mask.Skip(distance)).Average(pair => pair is (0, 0) ? 1.0 : 0), 0.01);
    }

    [Fact]
    public void Every_order_is_equally_likely()
    {
        var stream = new RandomStream(StreamKey.FromSeed(11));
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            int[] items = [0, 1, 2, 3];
            stream.Shuffle(items);
            string order = string.Concat(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        AssertUniform([.. counts.Values], 24_000);
    }

    /// <summary>Chi square, at more than five deviations: a fixed seed either passes for ever or shows a defect.</summary>
    private static void AssertUniform(int[] bins, int draws)
    {
        double expected = (double)draws / bins.Length, freedom = bins.Length - 1;
        double chiSquare = bins.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, 0, freedom + 6 * Math.Sqrt(2 * freedom) + 6);
    }

    private static ulong Rotate(ulong x, int by) => (x << by) | (x >> (64 - by));

    private static readonly ulong[] Pinned = [0xEE0AD83E3FCEE531, 0x0D34D0AB94E62033, 0xB67A6F13E1CDDB98, 0x62BFB5742DA7D04A];
}
