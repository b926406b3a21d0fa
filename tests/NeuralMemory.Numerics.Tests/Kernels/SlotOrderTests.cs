using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Testing;

namespace NeuralMemory.Numerics.Tests;

public sealed unsafe class SlotOrderTests
{
    private const int Guard = -7, Guards = 5;

    [Fact]
    public void Slots_are_listed_as_a_stable_sort_lists_them() => Prop.ForAll(Values().ToArbitrary(), values =>
        Expected(values).SequenceEqual(Ascending(values))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_count_about_the_limits_of_the_ways_to_sort_is_sorted()
    {
        foreach (int count in (int[])[.. Enumerable.Range(0, 300), 1024, 4095, 4096, 4097, 10_000])
        {
            var stream = new RandomStream(StreamKey.FromSeed(count));
            Real[] values = [.. Enumerable.Range(0, count).Select(_ => (Real)stream.NextDouble(0, 1))];
            Assert.Equal(Expected(values), Ascending(values));
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(1024)]
    public void Equal_values_keep_the_order_of_their_slots(int count)
    {
        foreach (double value in (double[])[0, 0.3, 1])
            Assert.Equal(Enumerable.Range(0, count), Ascending([.. Enumerable.Repeat((Real)value, count)]));
        Assert.Equal(Enumerable.Range(0, count), Ascending([.. Enumerable.Range(0, count).Select(i => (Real)(i % 2 == 0 ? 0.0 : -0.0))]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(190)]
    [InlineData(1000)]
    public void Values_out_of_contract_lose_no_slot_and_come_last(int count)
    {
        var stream = new RandomStream(StreamKey.FromSeed(count));
        Real[] choice = [Real.NaN, -Real.NaN, Real.NegativeInfinity, -1, Real.PositiveInfinity, 0, (Real)0.5, 1];
        Real[] values = [.. Enumerable.Range(0, count).Select(_ => choice[(int)stream.NextDouble(0, choice.Length)])];
        int[] order = Ascending(values);
        Assert.Equal(Enumerable.Range(0, count), order.Order());
        Assert.Equal(Expected(values).Where(slot => values[slot] is >= 0), order[..values.Count(value => value is >= 0)]);
    }

    [Fact]
    public void Sorting_allocates_nothing()
    {
        // Negative numbers are out of contract, and no reason to allocate.
        using var values = GuardedBuffer.Random(1024, "values");
        int* order = stackalloc int[1024];
        Real* numbers = values.Pointer;
        Allocations.AssertNone(() =>
        {
            SlotOrder.Ascending(numbers, 64, order);
            SlotOrder.Ascending(numbers, 1024, order);
        });
    }

    /// <summary>Up to some hundred values, most of them from a handful: none, little, the least there is, nearly all, all.</summary>
    private static Gen<Real[]> Values() =>
        Gen.Choose(0, 400).SelectMany(count => Gen.Frequency(
            (3, Gen.Elements<Real>(0, Real.Epsilon, (Real)0.1, (Real)0.1 + Real.Epsilon, 1 - (Real)1e-7, 1)),
            (1, Gen.Choose(0, 1 << 24).Select(i => (Real)i / (1 << 24)))).ArrayOf(count));

    private static int[] Expected(Real[] values) => [.. Enumerable.Range(0, values.Length).OrderBy(slot => values[slot])];

    private static int[] Ascending(Real[] values)
    {
        using var buffer = new GuardedBuffer(values);
        int[] order = new int[values.Length + 2 * Guards];
        Array.Fill(order, Guard);
        fixed (int* start = order)
            SlotOrder.Ascending(buffer.Pointer, values.Length, start + Guards);
        Assert.All(order[..Guards].Concat(order[^Guards..]), guard => Assert.Equal(Guard, guard));
        return order[Guards..^Guards];
    }
}
