namespace NeuralMemory.Numerics.Tests;

/// <summary>Lengths and cosines in one visit of a memory, at every number of slots about the widths of vectors.</summary>
public sealed unsafe class CosinesTests
{
    private const Real Epsilon = (Real)1e-6;

    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 2 }, { 4, 1 }, { 7, 3 }, { 20, 4 }, { 20, 2 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cosines_of_keys_and_slots(int width, int heads)
    {
        for (int slots = 1; slots <= 130; slots++)
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"), keys = GuardedBuffer.Random(heads * width, "keys");
            using GuardedBuffer keyLengths = GuardedBuffer.Random(heads, "lengths"), lengths = new(slots), cosines = new(heads * slots);
            double[] m = memory.ToDouble(), k = keys.ToDouble(), of = keyLengths.ToDouble();
            SlotKernels.Cosines(
                memory.Pointer, slots, width, keys.Pointer, heads, keyLengths.Pointer, Epsilon, lengths.Pointer, cosines.Pointer);
            double[] expected =
            [
                .. Enumerable.Range(0, slots).Select(n =>
                    1 / Math.Sqrt(Enumerable.Range(0, width).Sum(w => m[w * slots + n] * m[w * slots + n]) + Epsilon)),
            ];
            Near.Equal(expected, lengths);
            Near.Equal(
                Enumerable.Range(0, heads * slots).Select(i =>
                    Enumerable.Range(0, width).Sum(w => k[i / slots * width + w] * m[w * slots + i % slots])
                    * expected[i % slots] * of[i / slots]),
                cosines, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void They_have_the_bits_of_visits_of_their_own(int width, int heads)
    {
        for (int slots = 1; slots <= 130; slots++)
        {
            using GuardedBuffer memory = GuardedBuffer.Random(width * slots, "memory"), keys = GuardedBuffer.Random(heads * width, "keys");
            using GuardedBuffer keyLengths = GuardedBuffer.Random(heads, "lengths"), lengths = new(slots), cosines = new(heads * slots);
            using GuardedBuffer squares = new(slots), dots = new(heads * slots);
            SlotKernels.Cosines(
                memory.Pointer, slots, width, keys.Pointer, heads, keyLengths.Pointer, Epsilon, lengths.Pointer, cosines.Pointer);
            SlotKernels.Squares(memory.Pointer, slots, width, squares.Pointer);
            SlotKernels.Dots(memory.Pointer, slots, width, keys.Pointer, heads, dots.Pointer);
            for (int n = 0; n < slots; n++)
            {
                Assert.Equal(1 / Real.Sqrt(squares[n] + Epsilon), lengths[n]);
                for (int h = 0; h < heads; h++)
                    Assert.Equal(dots[h * slots + n] * lengths[n] * keyLengths[h], cosines[h * slots + n]);
            }
        }
    }
}
