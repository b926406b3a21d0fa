namespace NeuralMemory.Numerics.Tests;

/// <summary>The passes over a memory against naive loops, at every number of slots about the widths of vectors.</summary>
public sealed unsafe class SlotKernelsTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 2 }, { 4, 1 }, { 7, 3 }, { 20, 4 } };

    private static IEnumerable<int> Slots => Enumerable.Range(1, 130);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Dot_products_of_keys_and_slots(int width, int heads)
    {
        foreach (int slots in Slots)
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"), keys = GuardedBuffer.Random(heads * width, "keys");
            using GuardedBuffer dots = GuardedBuffer.Random(heads * slots, "dots");
            double[] m = memory.ToDouble(), k = keys.ToDouble();
            double[] expected =
                [.. Pairs(heads, slots).Select(p => Enumerable.Range(0, width).Sum(w => k[p.Row * width + w] * m[w * slots + p.Column]))];
            SlotKernels.Dots(memory.Pointer, slots, width, keys.Pointer, heads, dots.Pointer);
            Near.Equal(expected, dots);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Squared_lengths_of_slots(int width, int heads)
    {
        foreach (int slots in Slots.Skip(heads))
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"), squares = GuardedBuffer.Random(slots, "squares");
            double[] m = memory.ToDouble();
            SlotKernels.Squares(memory.Pointer, slots, width, squares.Pointer);
            Near.Equal(Enumerable.Range(0, slots)
                .Select(n => Enumerable.Range(0, width).Sum(w => m[w * slots + n] * m[w * slots + n])), squares);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Weighted_sums_of_slots(int width, int heads)
    {
        foreach (int slots in Slots)
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"),
                weights = GuardedBuffer.Random(heads * slots, "weights");
            using GuardedBuffer reads = GuardedBuffer.Random(heads * width, "reads");
            double[] m = memory.ToDouble(), a = weights.ToDouble();
            double[] expected =
                [.. Pairs(heads, width).Select(p => Enumerable.Range(0, slots).Sum(n => a[p.Row * slots + n] * m[p.Column * slots + n]))];
            SlotKernels.Read(memory.Pointer, slots, width, weights.Pointer, heads, reads.Pointer);
            Near.Equal(expected, reads, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Both_gradients_of_weighted_sums(int width, int heads)
    {
        foreach (int slots in Slots)
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"),
                weights = GuardedBuffer.Random(heads * slots, "weights");
            using GuardedBuffer vectors = GuardedBuffer.Random(heads * width, "vectors");
            using GuardedBuffer dWeights = GuardedBuffer.Random(heads * slots, "dWeights"),
                dMemory = GuardedBuffer.Random(width * slots, "dMemory");
            double[] m = memory.ToDouble(), a = weights.ToDouble(), v = vectors.ToDouble(), da = dWeights.ToDouble(),
                dm = dMemory.ToDouble();
            double[] expectedWeights =
                [.. Pairs(heads, slots)
                    .Select((p, i) => da[i] + Enumerable.Range(0, width).Sum(w => v[p.Row * width + w] * m[w * slots + p.Column]))];
            double[] expectedMemory =
                [.. Pairs(width, slots)
                    .Select((p, i) => dm[i] + Enumerable.Range(0, heads).Sum(h => v[h * width + p.Row] * a[h * slots + p.Column]))];
            SlotKernels.ReadGradient(
                memory.Pointer, slots, width, weights.Pointer, heads, vectors.Pointer, dWeights.Pointer, dMemory.Pointer);
            Near.Equal(expectedWeights, dWeights);
            Near.Equal(expectedMemory, dMemory);
        }
    }

    private static IEnumerable<(int Row, int Column)> Pairs(int rows, int columns) =>
        Enumerable.Range(0, rows * columns).Select(i => (i / columns, i % columns));
}
