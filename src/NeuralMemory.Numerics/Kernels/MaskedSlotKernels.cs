using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Passes over one memory matrix laid out [W, N] for lookups in which each number of a slot has a weight, per head: q, H rows of W.
/// "Keys" are H rows of W numbers that have been multiplied by q.
/// </summary>
public static unsafe class MaskedSlotKernels
{
    /// <summary>
    /// Dot products and squared lengths in one pass: dots[h, n] = sum over w of keys[h, w] * memory[w, n], and
    /// squares[h, n] = sum over w of q[h, w] * memory[w, n]^2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(Real* memory, int slots, int width, Real* keys, Real* q, int heads, Real* dots, Real* squares)
    {
        int lanes = Vector<Real>.Count;
        if (slots < lanes)
        {
            DotsOfFew(memory, slots, width, keys, q, heads, dots, squares);
            return;
        }

        // Two vectors at a time, two heads at a time. The last two vectors may go over slots that have been done.
        int second = Math.Min(lanes, slots - lanes), block = lanes + second;
        for (int n = 0; n < slots; n += block)
        {
            int at = Math.Min(n, slots - block), h = 0;
            for (; h <= heads - 2; h += 2)
            {
                DotsOfTwo(
                    memory + at, slots, second, width, keys + h * width, q + h * width, dots + h * slots + at, squares + h * slots + at);
            }

            if (h < heads)
            {
                DotsOfOne(
                    memory + at, slots, second, width, keys + h * width, q + h * width, dots + h * slots + at, squares + h * slots + at);
            }
        }
    }

    /// <summary>
    /// Given the gradients of the dot products, direct[h, n], and twice those of the squared lengths, shrink[h, n]:
    /// memoryGradient[w, n] += sum over h of keys[h, w] direct[h, n] + q[h, w] shrink[h, n] memory[w, n], and sets
    /// dKeys[h, w] = sum over n of direct[h, n] memory[w, n] and dq[h, w] = sum over n of shrink[h, n] memory[w, n]^2, which is twice the
    /// gradient of q.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(
        Real* memory, int slots, int width, Real* keys, Real* q, int heads, Real* direct, Real* shrink, Real* memoryGradient,
        Real* dKeys, Real* dq)
    {
        int h = 0;
        for (; h <= heads - 2; h += 2)
        {
            GradientOfTwo(
                memory, slots, width, keys + h * width, q + h * width, direct + h * slots, shrink + h * slots, memoryGradient,
                dKeys + h * width, dq + h * width);
        }

        if (h < heads)
        {
            GradientOfOne(
                memory, slots, width, keys + h * width, q + h * width, direct + h * slots, shrink + h * slots, memoryGradient,
                dKeys + h * width, dq + h * width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotsOfTwo(Real* m, int slots, int second, int width, Real* keys, Real* q, Real* dots, Real* squares)
    {
        Vector<Real> d00 = default, d01 = default, d10 = default, d11 = default, s00 = default, s01 = default, s10 = default, s11 = default;
        for (int w = 0; w < width; w++, m += slots)
        {
            Vector<Real> m0 = Vector.Load(m), m1 = Vector.Load(m + second), x = Vector.Create(keys[w]);
            d00 = Vector.FusedMultiplyAdd(x, m0, d00);
            d01 = Vector.FusedMultiplyAdd(x, m1, d01);
            x = Vector.Create(keys[width + w]);
            d10 = Vector.FusedMultiplyAdd(x, m0, d10);
            d11 = Vector.FusedMultiplyAdd(x, m1, d11);
            m0 *= m0;
            m1 *= m1;
            x = Vector.Create(q[w]);
            s00 = Vector.FusedMultiplyAdd(x, m0, s00);
            s01 = Vector.FusedMultiplyAdd(x, m1, s01);
            x = Vector.Create(q[width + w]);
            s10 = Vector.FusedMultiplyAdd(x, m0, s10);
            s11 = Vector.FusedMultiplyAdd(x, m1, s11);
        }

        Vector.Store(d00, dots);
        Vector.Store(d01, dots + second);
        Vector.Store(d10, dots + slots);
        Vector.Store(d11, dots + slots + second);
        Vector.Store(s00, squares);
        Vector.Store(s01, squares + second);
        Vector.Store(s10, squares + slots);
        Vector.Store(s11, squares + slots + second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotsOfOne(Real* m, int slots, int second, int width, Real* key, Real* q, Real* dots, Real* squares)
    {
        Vector<Real> d0 = default, d1 = default, s0 = default, s1 = default;
        for (int w = 0; w < width; w++, m += slots)
        {
            Vector<Real> m0 = Vector.Load(m), m1 = Vector.Load(m + second), x = Vector.Create(key[w]), y = Vector.Create(q[w]);
            d0 = Vector.FusedMultiplyAdd(x, m0, d0);
            d1 = Vector.FusedMultiplyAdd(x, m1, d1);
            s0 = Vector.FusedMultiplyAdd(y, m0 * m0, s0);
            s1 = Vector.FusedMultiplyAdd(y, m1 * m1, s1);
        }

        Vector.Store(d0, dots);
        Vector.Store(d1, dots + second);
        Vector.Store(s0, squares);
        Vector.Store(s1, squares + second);
    }

    private static void DotsOfFew(Real* memory, int slots, int width, Real* keys, Real* q, int heads, Real* dots, Real* squares)
    {
        for (int h = 0; h < heads; h++, keys += width, q += width)
        {
            for (int n = 0; n < slots; n++)
            {
                Real dot = 0, square = 0;
                for (int w = 0; w < width; w++)
                {
                    Real m = memory[w * slots + n];
                    dot += keys[w] * m;
                    square += q[w] * (m * m);
                }

                dots[h * slots + n] = dot;
                squares[h * slots + n] = square;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientOfTwo(
        Real* memory, int slots, int width, Real* keys, Real* q, Real* direct, Real* shrink, Real* dMemory, Real* dKeys, Real* dq)
    {
        int lanes = Vector<Real>.Count;
        for (int w = 0; w < width; w++, memory += slots, dMemory += slots)
        {
            Vector<Real> key0 = Vector.Create(keys[w]), key1 = Vector.Create(keys[width + w]);
            Vector<Real> q0 = Vector.Create(q[w]), q1 = Vector.Create(q[width + w]);
            Vector<Real> sumKey0 = default, sumKey1 = default, sum0 = default, sum1 = default;
            int n = 0;
            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> m = Vector.Load(memory + n), g = Vector.Load(dMemory + n);
                Vector<Real> d0 = Vector.Load(direct + n), d1 = Vector.Load(direct + slots + n);
                Vector<Real> s0 = m * Vector.Load(shrink + n), s1 = m * Vector.Load(shrink + slots + n);
                g = Vector.FusedMultiplyAdd(key1, d1, Vector.FusedMultiplyAdd(key0, d0, g));
                g = Vector.FusedMultiplyAdd(q1, s1, Vector.FusedMultiplyAdd(q0, s0, g));
                sumKey0 = Vector.FusedMultiplyAdd(m, d0, sumKey0);
                sumKey1 = Vector.FusedMultiplyAdd(m, d1, sumKey1);
                sum0 = Vector.FusedMultiplyAdd(m, s0, sum0);
                sum1 = Vector.FusedMultiplyAdd(m, s1, sum1);
                Vector.Store(g, dMemory + n);
            }

            Real ofKey0 = Vector.Sum(sumKey0), ofKey1 = Vector.Sum(sumKey1), of0 = Vector.Sum(sum0), of1 = Vector.Sum(sum1);
            for (; n < slots; n++)
            {
                Real m = memory[n], d0 = direct[n], d1 = direct[slots + n], s0 = m * shrink[n], s1 = m * shrink[slots + n];
                Real g = Real.FusedMultiplyAdd(keys[width + w], d1, Real.FusedMultiplyAdd(keys[w], d0, dMemory[n]));
                dMemory[n] = Real.FusedMultiplyAdd(q[width + w], s1, Real.FusedMultiplyAdd(q[w], s0, g));
                ofKey0 += m * d0;
                ofKey1 += m * d1;
                of0 += m * s0;
                of1 += m * s1;
            }

            (dKeys[w], dKeys[width + w]) = (ofKey0, ofKey1);
            (dq[w], dq[width + w]) = (of0, of1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientOfOne(
        Real* memory, int slots, int width, Real* key, Real* q, Real* direct, Real* shrink, Real* dMemory, Real* dKey, Real* dq)
    {
        int lanes = Vector<Real>.Count;
        for (int w = 0; w < width; w++, memory += slots, dMemory += slots)
        {
            Vector<Real> x = Vector.Create(key[w]), y = Vector.Create(q[w]), sumKey = default, sum = default;
            int n = 0;
            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> m = Vector.Load(memory + n), d = Vector.Load(direct + n), s = m * Vector.Load(shrink + n);
                Vector<Real> g = Vector.FusedMultiplyAdd(x, d, Vector.Load(dMemory + n));
                Vector.Store(Vector.FusedMultiplyAdd(y, s, g), dMemory + n);
                sumKey = Vector.FusedMultiplyAdd(m, d, sumKey);
                sum = Vector.FusedMultiplyAdd(m, s, sum);
            }

            Real ofKey = Vector.Sum(sumKey), of = Vector.Sum(sum);
            for (; n < slots; n++)
            {
                Real m = memory[n], d = direct[n], s = m * shrink[n];
                dMemory[n] = Real.FusedMultiplyAdd(q[w], s, Real.FusedMultiplyAdd(key[w], d, dMemory[n]));
                ofKey += m * d;
                of += m * s;
            }

            (dKey[w], dq[w]) = (ofKey, of);
        }
    }
}
