using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Passes over one memory matrix laid out [W, N]: the N slots are contiguous, so that everything that treats slots alike is
/// unit-stride. "Vectors" are H rows of W numbers (keys, reads), "weightings" H rows of N.
/// </summary>
public static unsafe partial class SlotKernels
{
    /// <summary>dots[h, n] = sum over w of vectors[h, w] * memory[w, n].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(Real* memory, int slots, int width, Real* vectors, int heads, Real* dots)
    {
        int lanes = Vector<Real>.Count, n = 0;
        if (slots < lanes)
        {
            DotsOfFew(memory, slots, width, vectors, heads, dots);
            return;
        }

        for (; n <= slots - 4 * lanes; n += 4 * lanes)
        {
            for (int h = 0; h < heads; h++)
            {
                Real* m = memory + n, k = vectors + h * width, d = dots + h * slots + n;
                Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default;
                for (int w = 0; w < width; w++, m += slots)
                {
                    Vector<Real> key = Vector.Create(k[w]);
                    s0 = Vector.FusedMultiplyAdd(key, Vector.Load(m), s0);
                    s1 = Vector.FusedMultiplyAdd(key, Vector.Load(m + lanes), s1);
                    s2 = Vector.FusedMultiplyAdd(key, Vector.Load(m + 2 * lanes), s2);
                    s3 = Vector.FusedMultiplyAdd(key, Vector.Load(m + 3 * lanes), s3);
                }

                Vector.Store(s0, d);
                Vector.Store(s1, d + lanes);
                Vector.Store(s2, d + 2 * lanes);
                Vector.Store(s3, d + 3 * lanes);
            }
        }

        // What is left over: two vectors at a time, two heads at a time. The last two may go over slots that have been done.
        int second = Math.Min(lanes, slots - lanes), block = lanes + second;
        for (; n < slots; n += block)
        {
            int at = Math.Min(n, slots - block), h = 0;
            for (; h <= heads - 2; h += 2)
                DotsOfTwo(memory + at, slots, second, width, vectors + h * width, width, dots + h * slots + at, slots);
            // A last head on its own is computed twice: its sums alone would not fill the pipeline, so the others cost nothing.
            if (h < heads)
                DotsOfTwo(memory + at, slots, second, width, vectors + h * width, 0, dots + h * slots + at, 0);
        }
    }

    /// <summary>squares[n] = the squared length of slot n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Squares(Real* memory, int slots, int width, Real* squares)
    {
        int lanes = Vector<Real>.Count, n = 0;
        if (slots < lanes)
        {
            SquaresOfFew(memory, slots, width, squares);
            return;
        }

        for (; n <= slots - 4 * lanes; n += 4 * lanes)
        {
            Real* m = memory + n;
            Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int w = 0; w < width; w++, m += slots)
            {
                Vector<Real> m0 = Vector.Load(m), m1 = Vector.Load(m + lanes);
                Vector<Real> m2 = Vector.Load(m + 2 * lanes), m3 = Vector.Load(m + 3 * lanes);
                s0 = Vector.FusedMultiplyAdd(m0, m0, s0);
                s1 = Vector.FusedMultiplyAdd(m1, m1, s1);
                s2 = Vector.FusedMultiplyAdd(m2, m2, s2);
                s3 = Vector.FusedMultiplyAdd(m3, m3, s3);
            }

            Vector.Store(s0, squares + n);
            Vector.Store(s1, squares + n + lanes);
            Vector.Store(s2, squares + n + 2 * lanes);
            Vector.Store(s3, squares + n + 3 * lanes);
        }

        int second = Math.Min(lanes, slots - lanes), block = lanes + second;
        for (; n < slots; n += block)
        {
            int at = Math.Min(n, slots - block);
            Real* m = memory + at;
            Vector<Real> s0 = default, s1 = default;
            for (int w = 0; w < width; w++, m += slots)
            {
                Vector<Real> m0 = Vector.Load(m), m1 = Vector.Load(m + second);
                s0 = Vector.FusedMultiplyAdd(m0, m0, s0);
                s1 = Vector.FusedMultiplyAdd(m1, m1, s1);
            }

            Vector.Store(s0, squares + at);
            Vector.Store(s1, squares + at + second);
        }
    }

    /// <summary>Two vectors of slots, the second of which begins <paramref name="second"/> further, for two heads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotsOfTwo(Real* m, int slots, int second, int width, Real* vectors, int nextVector, Real* dots, int nextDots)
    {
        Vector<Real> s00 = default, s01 = default, s10 = default, s11 = default;
        for (int w = 0; w < width; w++, m += slots)
        {
            Vector<Real> m0 = Vector.Load(m), m1 = Vector.Load(m + second), x = Vector.Create(vectors[w]);
            s00 = Vector.FusedMultiplyAdd(x, m0, s00);
            s01 = Vector.FusedMultiplyAdd(x, m1, s01);
            x = Vector.Create(vectors[nextVector + w]);
            s10 = Vector.FusedMultiplyAdd(x, m0, s10);
            s11 = Vector.FusedMultiplyAdd(x, m1, s11);
        }

        Vector.Store(s00, dots);
        Vector.Store(s01, dots + second);
        Vector.Store(s10, dots + nextDots);
        Vector.Store(s11, dots + nextDots + second);
    }

    private static void DotsOfFew(Real* memory, int slots, int width, Real* vectors, int heads, Real* dots)
    {
        for (int h = 0; h < heads; h++, vectors += width, dots += slots)
        {
            for (int n = 0; n < slots; n++)
            {
                Real sum = 0;
                for (int w = 0; w < width; w++)
                    sum += vectors[w] * memory[w * slots + n];
                dots[n] = sum;
            }
        }
    }

    private static void SquaresOfFew(Real* memory, int slots, int width, Real* squares)
    {
        for (int n = 0; n < slots; n++)
        {
            Real sum = 0;
            for (int w = 0; w < width; w++)
                sum += memory[w * slots + n] * memory[w * slots + n];
            squares[n] = sum;
        }
    }
}
