using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

public static unsafe partial class SlotKernels
{
    /// <summary>vectors[h, w] = sum over n of weightings[h, n] * memory[w, n].</summary>
    public static void Read(Real* memory, int slots, int width, Real* weightings, int heads, Real* vectors)
    {
        for (int h = 0; h < heads; h++)
        {
            Real* weighting = weightings + h * slots, r = vectors + h * width;
            int w = 0;
            for (; w <= width - 8; w += 8)
                ReadEight(memory + w * slots, slots, weighting, r + w);
            for (; w <= width - 4; w += 4)
                ReadFour(memory + w * slots, slots, weighting, r + w);
            for (; w < width; w++)
                r[w] = Elementwise.Dot(weighting, memory + w * slots, slots);
        }
    }

    /// <summary>Eight rows of the memory: as many sums as hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadEight(Real* m, int slots, Real* weighting, Real* reads)
    {
        int lanes = Vector<Real>.Count, n = 0;
        Real* m3 = m + 3 * slots, m6 = m3 + 3 * slots;
        Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (; n <= slots - lanes; n += lanes)
        {
            Vector<Real> x = Vector.Load(weighting + n);
            s0 = Vector.FusedMultiplyAdd(x, Vector.Load(m + n), s0);
            s1 = Vector.FusedMultiplyAdd(x, Vector.Load(m + slots + n), s1);
            s2 = Vector.FusedMultiplyAdd(x, Vector.Load(m + 2 * slots + n), s2);
            s3 = Vector.FusedMultiplyAdd(x, Vector.Load(m3 + n), s3);
            s4 = Vector.FusedMultiplyAdd(x, Vector.Load(m3 + slots + n), s4);
            s5 = Vector.FusedMultiplyAdd(x, Vector.Load(m3 + 2 * slots + n), s5);
            s6 = Vector.FusedMultiplyAdd(x, Vector.Load(m6 + n), s6);
            s7 = Vector.FusedMultiplyAdd(x, Vector.Load(m6 + slots + n), s7);
        }

        VectorSums.Eight(s0, s1, s2, s3, s4, s5, s6, s7, reads);
        for (; n < slots; n++)
            for (int w = 0; w < 8; w++)
                reads[w] += weighting[n] * m[w * slots + n];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadFour(Real* m, int slots, Real* weighting, Real* reads)
    {
        int lanes = Vector<Real>.Count, n = 0;
        Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default;
        for (; n <= slots - lanes; n += lanes)
        {
            Vector<Real> x = Vector.Load(weighting + n);
            s0 = Vector.FusedMultiplyAdd(x, Vector.Load(m + n), s0);
            s1 = Vector.FusedMultiplyAdd(x, Vector.Load(m + slots + n), s1);
            s2 = Vector.FusedMultiplyAdd(x, Vector.Load(m + 2 * slots + n), s2);
            s3 = Vector.FusedMultiplyAdd(x, Vector.Load(m + 3 * slots + n), s3);
        }

        VectorSums.Four(s0, s1, s2, s3, reads);
        for (; n < slots; n++)
            for (int w = 0; w < 4; w++)
                reads[w] += weighting[n] * m[w * slots + n];
    }

    /// <summary>
    /// Both gradients of <see cref="Read"/> in one pass: weightingGradients[h, n] += sum over w of vectorGradients[h, w] * memory[w, n],
    /// and memoryGradient[w, n] += sum over h of vectorGradients[h, w] * weightings[h, n].
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadGradient(
        Real* memory, int slots, int width, Real* weightings, int heads, Real* vectorGradients, Real* weightingGradients,
        Real* memoryGradient)
    {
        int h = 0;
        for (; h <= heads - 2; h += 2)
        {
            ReadGradientOfTwo(
                memory, slots, width, weightings + h * slots, vectorGradients + h * width, weightingGradients + h * slots, memoryGradient);
        }

        if (h < heads)
        {
            ReadGradientOfOne(
                memory, slots, width, weightings + h * slots, vectorGradients + h * width, weightingGradients + h * slots, memoryGradient);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadGradientOfTwo(
        Real* memory, int slots, int width, Real* weightings, Real* gradients, Real* dWeightings, Real* dMemory)
    {
        int lanes = Vector<Real>.Count, n = 0;
        for (; n <= slots - 2 * lanes; n += 2 * lanes)
        {
            Real* m = memory + n, d = dMemory + n, next = dWeightings + slots + n;
            Vector<Real> w00 = Vector.Load(weightings + n), w01 = Vector.Load(weightings + n + lanes);
            Vector<Real> w10 = Vector.Load(weightings + slots + n), w11 = Vector.Load(weightings + slots + n + lanes);
            Vector<Real> s00 = Vector.Load(dWeightings + n), s01 = Vector.Load(dWeightings + n + lanes);
            Vector<Real> s10 = Vector.Load(next), s11 = Vector.Load(next + lanes);
            for (int w = 0; w < width; w++, m += slots, d += slots)
            {
                Vector<Real> g0 = Vector.Create(gradients[w]), g1 = Vector.Create(gradients[width + w]), x = Vector.Load(m);
                s00 = Vector.FusedMultiplyAdd(g0, x, s00);
                s10 = Vector.FusedMultiplyAdd(g1, x, s10);
                Vector.Store(Vector.FusedMultiplyAdd(g1, w10, Vector.FusedMultiplyAdd(g0, w00, Vector.Load(d))), d);
                x = Vector.Load(m + lanes);
                s01 = Vector.FusedMultiplyAdd(g0, x, s01);
                s11 = Vector.FusedMultiplyAdd(g1, x, s11);
                Vector.Store(Vector.FusedMultiplyAdd(g1, w11, Vector.FusedMultiplyAdd(g0, w01, Vector.Load(d + lanes))), d + lanes);
            }

            Vector.Store(s00, dWeightings + n);
            Vector.Store(s01, dWeightings + n + lanes);
            Vector.Store(s10, next);
            Vector.Store(s11, next + lanes);
        }

        if (n < slots)
        {
            ReadGradientOfRest(memory, slots, n, width, weightings, gradients, dWeightings, dMemory);
            ReadGradientOfRest(memory, slots, n, width, weightings + slots, gradients + width, dWeightings + slots, dMemory);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadGradientOfOne(
        Real* memory, int slots, int width, Real* weighting, Real* gradient, Real* dWeighting, Real* dMemory)
    {
        int lanes = Vector<Real>.Count, n = 0;
        for (; n <= slots - 2 * lanes; n += 2 * lanes)
        {
            Real* m = memory + n, d = dMemory + n;
            Vector<Real> w0 = Vector.Load(weighting + n), w1 = Vector.Load(weighting + n + lanes);
            Vector<Real> s0 = Vector.Load(dWeighting + n), s1 = Vector.Load(dWeighting + n + lanes);
            for (int w = 0; w < width; w++, m += slots, d += slots)
            {
                Vector<Real> g = Vector.Create(gradient[w]);
                s0 = Vector.FusedMultiplyAdd(g, Vector.Load(m), s0);
                s1 = Vector.FusedMultiplyAdd(g, Vector.Load(m + lanes), s1);
                Vector.Store(Vector.FusedMultiplyAdd(g, w0, Vector.Load(d)), d);
                Vector.Store(Vector.FusedMultiplyAdd(g, w1, Vector.Load(d + lanes)), d + lanes);
            }

            Vector.Store(s0, dWeighting + n);
            Vector.Store(s1, dWeighting + n + lanes);
        }

        if (n < slots)
            ReadGradientOfRest(memory, slots, n, width, weighting, gradient, dWeighting, dMemory);
    }

    /// <summary>The slots from n on, fewer than two vectors of them, for one head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadGradientOfRest(
        Real* memory, int slots, int n, int width, Real* weighting, Real* gradient, Real* dWeighting, Real* dMemory)
    {
        int lanes = Vector<Real>.Count;
        if (n <= slots - lanes)
        {
            Real* m = memory + n, d = dMemory + n;
            Vector<Real> weights = Vector.Load(weighting + n), sum = Vector.Load(dWeighting + n);
            for (int w = 0; w < width; w++, m += slots, d += slots)
            {
                Vector<Real> g = Vector.Create(gradient[w]);
                sum = Vector.FusedMultiplyAdd(g, Vector.Load(m), sum);
                Vector.Store(Vector.FusedMultiplyAdd(g, weights, Vector.Load(d)), d);
            }

            Vector.Store(sum, dWeighting + n);
            n += lanes;
        }

        for (; n < slots; n++)
        {
            for (int w = 0; w < width; w++)
            {
                int at = w * slots + n;
                dWeighting[n] = Real.FusedMultiplyAdd(gradient[w], memory[at], dWeighting[n]);
                dMemory[at] = Real.FusedMultiplyAdd(gradient[w], weighting[n], dMemory[at]);
            }
        }
    }
}
