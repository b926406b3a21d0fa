using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

public static unsafe partial class SlotKernels
{
    /// <summary>
    /// How alike slots are to keys, two keys and the slots' lengths in one visit of the memory: lengths[n] = 1 / sqrt(slot n squared +
    /// epsilon), and cosines[h, n] = key h times slot n, times the lengths of both.
    /// </summary>
    /// <param name="memory">[W, N]</param>
    /// <param name="slots">N</param>
    /// <param name="width">W</param>
    /// <param name="keys">[H, W]</param>
    /// <param name="heads">H, at least 1.</param>
    /// <param name="keyLengths">[H] one over the length of each key.</param>
    /// <param name="epsilon">Keeps the length of a slot of zeros finite.</param>
    /// <param name="lengths">[N] receives one over the length of each slot.</param>
    /// <param name="cosines">[H, N]</param>
    public static void Cosines(
        Real* memory, int slots, int width, Real* keys, int heads, Real* keyLengths, Real epsilon, Real* lengths, Real* cosines)
    {
        if (slots < Vector<Real>.Count)
        {
            CosinesOfFew(memory, slots, width, keys, heads, keyLengths, epsilon, lengths, cosines);
            return;
        }

        if (heads == 1)
            Cosines<Yes, No>(memory, slots, width, keys, keyLengths, epsilon, lengths, cosines);
        else
            Cosines<Yes, Yes>(memory, slots, width, keys, keyLengths, epsilon, lengths, cosines);
        for (int h = 2; h < heads; h += 2)
        {
            Real* key = keys + h * width, to = cosines + h * slots;
            if (h + 1 < heads)
                Cosines<No, Yes>(memory, slots, width, key, keyLengths + h, epsilon, lengths, to);
            else
                Cosines<No, No>(memory, slots, width, key, keyLengths + h, epsilon, lengths, to);
        }
    }

    /// <summary>One key or two, with the lengths of slots or after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Cosines<TLengths, TSecond>(
        Real* memory, int slots, int width, Real* keys, Real* keyLengths, Real epsilon, Real* lengths, Real* cosines)
        where TLengths : struct, IChoice
        where TSecond : struct, IChoice
    {
        int lanes = Vector<Real>.Count, n = 0;
        Vector<Real> e = Vector.Create(epsilon), firstLength = Vector.Create(keyLengths[0]),
            secondLength = Vector.Create(keyLengths[TSecond.Is ? 1 : 0]);
        Real* next = cosines + slots;
        for (; n <= slots - 4 * lanes; n += 4 * lanes)
        {
            Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default, a0 = default, a1 = default, a2 = default, a3 = default;
            Vector<Real> b0 = default, b1 = default, b2 = default, b3 = default;
            Real* m = memory + n;
            for (int w = 0; w < width; w++, m += slots)
            {
                Vector<Real> a = Vector.Create(keys[w]), b = TSecond.Is ? Vector.Create(keys[width + w]) : default;
                Vector<Real> x = Vector.Load(m);
                s0 = TLengths.Is ? Vector.FusedMultiplyAdd(x, x, s0) : s0;
                a0 = Vector.FusedMultiplyAdd(a, x, a0);
                b0 = TSecond.Is ? Vector.FusedMultiplyAdd(b, x, b0) : b0;
                x = Vector.Load(m + lanes);
                s1 = TLengths.Is ? Vector.FusedMultiplyAdd(x, x, s1) : s1;
                a1 = Vector.FusedMultiplyAdd(a, x, a1);
                b1 = TSecond.Is ? Vector.FusedMultiplyAdd(b, x, b1) : b1;
                x = Vector.Load(m + 2 * lanes);
                s2 = TLengths.Is ? Vector.FusedMultiplyAdd(x, x, s2) : s2;
                a2 = Vector.FusedMultiplyAdd(a, x, a2);
                b2 = TSecond.Is ? Vector.FusedMultiplyAdd(b, x, b2) : b2;
                x = Vector.Load(m + 3 * lanes);
                s3 = TLengths.Is ? Vector.FusedMultiplyAdd(x, x, s3) : s3;
                a3 = Vector.FusedMultiplyAdd(a, x, a3);
                b3 = TSecond.Is ? Vector.FusedMultiplyAdd(b, x, b3) : b3;
            }

            Finish<TLengths, TSecond>(s0, a0, b0, e, firstLength, secondLength, lengths + n, cosines + n, next + n);
            int at = n + lanes;
            Finish<TLengths, TSecond>(s1, a1, b1, e, firstLength, secondLength, lengths + at, cosines + at, next + at);
            at += lanes;
            Finish<TLengths, TSecond>(s2, a2, b2, e, firstLength, secondLength, lengths + at, cosines + at, next + at);
            at += lanes;
            Finish<TLengths, TSecond>(s3, a3, b3, e, firstLength, secondLength, lengths + at, cosines + at, next + at);
        }

        // What is left over, two vectors at a time, the last two of which may go over slots that have been done.
        int second = Math.Min(lanes, slots - lanes), block = lanes + second;
        for (; n < slots; n += block)
        {
            int at = Math.Min(n, slots - block);
            Vector<Real> s0 = default, s1 = default, a0 = default, a1 = default, b0 = default, b1 = default;
            Real* m = memory + at;
            for (int w = 0; w < width; w++, m += slots)
            {
                Vector<Real> a = Vector.Create(keys[w]), b = TSecond.Is ? Vector.Create(keys[width + w]) : default;
                Vector<Real> x = Vector.Load(m), y = Vector.Load(m + second);
                s0 = TLengths.Is ? Vector.FusedMultiplyAdd(x, x, s0) : s0;
                s1 = TLengths.Is ? Vector.FusedMultiplyAdd(y, y, s1) : s1;
                a0 = Vector.FusedMultiplyAdd(a, x, a0);
                a1 = Vector.FusedMultiplyAdd(a, y, a1);
                b0 = TSecond.Is ? Vector.FusedMultiplyAdd(b, x, b0) : b0;
                b1 = TSecond.Is ? Vector.FusedMultiplyAdd(b, y, b1) : b1;
            }

            Finish<TLengths, TSecond>(s0, a0, b0, e, firstLength, secondLength, lengths + at, cosines + at, next + at);
            at += second;
            Finish<TLengths, TSecond>(s1, a1, b1, e, firstLength, secondLength, lengths + at, cosines + at, next + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLengths, TSecond>(
        Vector<Real> square, Vector<Real> first, Vector<Real> second, Vector<Real> epsilon, Vector<Real> firstLength,
        Vector<Real> secondLength, Real* lengths, Real* cosines, Real* next)
        where TLengths : struct, IChoice
        where TSecond : struct, IChoice
    {
        Vector<Real> length = TLengths.Is ? Vector<Real>.One / Vector.SquareRoot(square + epsilon) : Vector.Load(lengths);
        if (TLengths.Is)
            Vector.Store(length, lengths);
        Vector.Store(first * length * firstLength, cosines);
        if (TSecond.Is)
            Vector.Store(second * length * secondLength, next);
    }

    private static void CosinesOfFew(
        Real* memory, int slots, int width, Real* keys, int heads, Real* keyLengths, Real epsilon, Real* lengths, Real* cosines)
    {
        SquaresOfFew(memory, slots, width, lengths);
        DotsOfFew(memory, slots, width, keys, heads, cosines);
        for (int n = 0; n < slots; n++)
            lengths[n] = 1 / Real.Sqrt(lengths[n] + epsilon);
        for (int h = 0; h < heads; h++, cosines += slots)
            for (int n = 0; n < slots; n++)
                cosines[n] = cosines[n] * lengths[n] * keyLengths[h];
    }

    /// <summary>A branch that the compiler takes.</summary>
    private interface IChoice
    {
        static abstract bool Is { get; }
    }

    private readonly struct Yes : IChoice
    {
        public static bool Is => true;
    }

    private readonly struct No : IChoice
    {
        public static bool Is => false;
    }
}
