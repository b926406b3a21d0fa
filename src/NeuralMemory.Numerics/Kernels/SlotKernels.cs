using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Passes over one memory matrix laid out [W, N]: the N slots are contiguous, so that everything that treats slots alike is
/// unit-stride. "Vectors" are H rows of W numbers (keys, reads), "weightings" H rows of N.
/// </summary>
public static unsafe class SlotKernels
{
    /// <summary>dots[h, n] = sum over w of vectors[h, w] * memory[w, n].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(Real* memory, int slots, int width, Real* vectors, int heads, Real* dots)
    {
        int lanes = Vector<Real>.Count, n = 0;
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

        for (; n < slots; n++)
        {
            for (int h = 0; h < heads; h++)
            {
                Real sum = 0;
                for (int w = 0; w < width; w++)
                    sum += vectors[h * width + w] * memory[w * slots + n];
                dots[h * slots + n] = sum;
            }
        }
    }

    /// <summary>squares[n] = the squared length of slot n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Squares(Real* memory, int slots, int width, Real* squares)
    {
        int lanes = Vector<Real>.Count, n = 0;
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

        for (; n < slots; n++)
        {
            Real sum = 0;
            for (int w = 0; w < width; w++)
                sum += memory[w * slots + n] * memory[w * slots + n];
            squares[n] = sum;
        }
    }

    /// <summary>vectors[h, w] = sum over n of weightings[h, n] * memory[w, n].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(Real* memory, int slots, int width, Real* weightings, int heads, Real* vectors)
    {
        int lanes = Vector<Real>.Count;
        for (int h = 0; h < heads; h++)
        {
            Real* weighting = weightings + h * slots, r = vectors + h * width;
            int w = 0;
            for (; w <= width - 4; w += 4)
            {
                Real* m0 = memory + w * slots, m1 = m0 + slots, m2 = m1 + slots, m3 = m2 + slots;
                Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> x = Vector.Load(weighting + n);
                    s0 = Vector.FusedMultiplyAdd(x, Vector.Load(m0 + n), s0);
                    s1 = Vector.FusedMultiplyAdd(x, Vector.Load(m1 + n), s1);
                    s2 = Vector.FusedMultiplyAdd(x, Vector.Load(m2 + n), s2);
                    s3 = Vector.FusedMultiplyAdd(x, Vector.Load(m3 + n), s3);
                }

                Real t0 = Vector.Sum(s0), t1 = Vector.Sum(s1), t2 = Vector.Sum(s2), t3 = Vector.Sum(s3);
                for (; n < slots; n++)
                {
                    t0 += weighting[n] * m0[n];
                    t1 += weighting[n] * m1[n];
                    t2 += weighting[n] * m2[n];
                    t3 += weighting[n] * m3[n];
                }

                r[w] = t0;
                r[w + 1] = t1;
                r[w + 2] = t2;
                r[w + 3] = t3;
            }

            for (; w < width; w++)
                r[w] = Elementwise.Dot(weighting, memory + w * slots, slots);
        }
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
        int lanes = Vector<Real>.Count;
        for (int h = 0; h < heads; h++, weightings += slots, weightingGradients += slots, vectorGradients += width)
        {
            int n = 0;
            for (; n <= slots - 2 * lanes; n += 2 * lanes)
            {
                Real* m = memory + n, d = memoryGradient + n;
                Vector<Real> w0 = Vector.Load(weightings + n), w1 = Vector.Load(weightings + n + lanes);
                Vector<Real> s0 = Vector.Load(weightingGradients + n), s1 = Vector.Load(weightingGradients + n + lanes);
                for (int w = 0; w < width; w++, m += slots, d += slots)
                {
                    Vector<Real> g = Vector.Create(vectorGradients[w]);
                    s0 = Vector.FusedMultiplyAdd(g, Vector.Load(m), s0);
                    s1 = Vector.FusedMultiplyAdd(g, Vector.Load(m + lanes), s1);
                    Vector.Store(Vector.FusedMultiplyAdd(g, w0, Vector.Load(d)), d);
                    Vector.Store(Vector.FusedMultiplyAdd(g, w1, Vector.Load(d + lanes)), d + lanes);
                }

                Vector.Store(s0, weightingGradients + n);
                Vector.Store(s1, weightingGradients + n + lanes);
            }

            for (; n < slots; n++)
            {
                for (int w = 0; w < width; w++)
                {
                    weightingGradients[n] += vectorGradients[w] * memory[w * slots + n];
                    memoryGradient[w * slots + n] += vectorGradients[w] * weightings[n];
                }
            }
        }
    }
}
