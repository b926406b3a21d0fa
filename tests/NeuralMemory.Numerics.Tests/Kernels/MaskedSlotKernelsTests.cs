namespace NeuralMemory.Numerics.Tests;

/// <summary>The masked passes over a memory against naive loops, at every number of slots about the widths of vectors.</summary>
public sealed unsafe class MaskedSlotKernelsTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 2 }, { 4, 1 }, { 7, 3 }, { 20, 4 } };

    private static IEnumerable<int> Slots => Enumerable.Range(1, 70);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Dot_products_and_squared_lengths(int width, int heads)
    {
        foreach (int slots in Slots)
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"), keys = GuardedBuffer.Random(heads * width, "keys"),
                q = GuardedBuffer.Random(heads * width, "q");
            using GuardedBuffer dots = GuardedBuffer.Random(heads * slots, "dots"),
                squares = GuardedBuffer.Random(heads * slots, "squares");
            double[] m = memory.ToDouble(), k = keys.ToDouble(), weights = q.ToDouble();
            MaskedSlotKernels.Dots(memory.Pointer, slots, width, keys.Pointer, q.Pointer, heads, dots.Pointer, squares.Pointer);
            Near.Equal(Sums(heads, slots, width, (h, n, w) => k[h * width + w] * m[w * slots + n]), dots);
            Near.Equal(Sums(heads, slots, width, (h, n, w) => weights[h * width + w] * m[w * slots + n] * m[w * slots + n]), squares);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void All_gradients(int width, int heads)
    {
        foreach (int slots in Slots)
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"), keys = GuardedBuffer.Random(heads * width, "keys"),
                q = GuardedBuffer.Random(heads * width, "q");
            using GuardedBuffer direct = GuardedBuffer.Random(heads * slots, "direct"),
                shrink = GuardedBuffer.Random(heads * slots, "shrink");
            using GuardedBuffer dMemory = GuardedBuffer.Random(width * slots, "dMemory"),
                dKeys = GuardedBuffer.Random(heads * width, "dKeys"), dq = GuardedBuffer.Random(heads * width, "dq");
            double[] m = memory.ToDouble(), k = keys.ToDouble(), weights = q.ToDouble(), d = direct.ToDouble(), s = shrink.ToDouble(),
                before = dMemory.ToDouble();
            MaskedSlotKernels.Gradient(
                memory.Pointer, slots, width, keys.Pointer, q.Pointer, heads, direct.Pointer, shrink.Pointer, dMemory.Pointer,
                dKeys.Pointer, dq.Pointer);
            Near.Equal(
                Sums(width, slots, heads, (w, n, h) =>
                    k[h * width + w] * d[h * slots + n] + weights[h * width + w] * s[h * slots + n] * m[w * slots + n])
                .Zip(before, (sum, start) => sum + start), dMemory);
            Near.Equal(Sums(heads, width, slots, (h, w, n) => d[h * slots + n] * m[w * slots + n]), dKeys, 1e-5);
            Near.Equal(Sums(heads, width, slots, (h, w, n) => s[h * slots + n] * m[w * slots + n] * m[w * slots + n]), dq, 1e-5);
        }
    }

    /// <summary>For each row and column, the sum over the terms.</summary>
    private static IEnumerable<double> Sums(int rows, int columns, int terms, Func<int, int, int, double> term) =>
        Enumerable.Range(0, rows * columns).Select(i => Enumerable.Range(0, terms).Sum(t => term(i / columns, i % columns, t)));
}
