using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Numerics.Tests;

public sealed unsafe class LargestSlotsTests
{
    private const int Guard = -7;

    [Fact]
    public void The_largest_are_chosen_and_of_equal_ones_the_lower_slots() => Prop.ForAll(Trials(), trial =>
        Expected(trial.Values, trial.Most).SequenceEqual(Choose(trial.Values, trial.Most))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_count_and_every_number_of_chosen()
    {
        for (int count = 1; count <= 70; count++)
        {
            var stream = new RandomStream(StreamKey.FromSeed(count));
            Real[] values = [.. Enumerable.Range(0, count).Select(_ => (Real)stream.NextDouble(0, 1))];
            for (int most = 1; most <= count + 1; most++)
                Assert.Equal(Expected(values, most), Choose(values, most));
        }
    }

    [Fact]
    public void A_magnitude_counts_and_a_nan_is_never_left_out()
    {
        Real[] values = [1, -3, 2, Real.NaN, 0, Real.PositiveInfinity, -Real.NaN, (Real)(-0.0), 3];
        Assert.Equal([3, 6], Choose(values, 2));
        Assert.Equal([3, 5, 6], Choose(values, 3));
        Assert.Equal([1, 3, 5, 6], Choose(values, 4));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 8], Choose(values, 8));
        Assert.Equal(Enumerable.Range(0, 3), Choose([.. Enumerable.Repeat(Real.NaN, 20)], 3));
        Real allBits = sizeof(Real) == sizeof(double) ? (Real)BitConverter.Int64BitsToDouble(-1) : (Real)BitConverter.Int32BitsToSingle(-1);
        Assert.Equal(Enumerable.Range(0, 3), Choose([.. Enumerable.Repeat(allBits, 20)], 3));
    }

    /// <summary>Up to a hundred values, most of them from a handful.</summary>
    private static Arbitrary<Trial> Trials() => (
        from count in Gen.Choose(1, 100)
        from most in Gen.Choose(1, count)
        from values in Gen.Frequency(
            (3, Gen.Elements<Real>(0, Real.Epsilon, (Real)0.1, 1 - (Real)1e-7, 1)),
            (1, Gen.Choose(0, 1 << 24).Select(i => (Real)i / (1 << 24)))).ArrayOf(count)
        select new Trial(values, most)).ToArbitrary();

    private static int[] Expected(Real[] values, int most) =>
        [.. Enumerable.Range(0, values.Length).OrderByDescending(slot => values[slot]).Take(most).Order()];

    private static int[] Choose(Real[] values, int most)
    {
        using var buffer = new GuardedBuffer(values);
        int[] chosen = new int[most + 1];
        Array.Fill(chosen, Guard);
        fixed (int* start = chosen)
            Assert.Equal(Math.Min(values.Length, most), LargestSlots.Choose(buffer.Pointer, values.Length, most, start));
        return [.. chosen.TakeWhile(slot => slot != Guard)];
    }

    private sealed record Trial(Real[] Values, int Most);
}
