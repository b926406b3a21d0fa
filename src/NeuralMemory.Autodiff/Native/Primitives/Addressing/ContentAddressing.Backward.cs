using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private sealed partial class ContentAddressingNode
    {
        public override void Backward(NativeTape tape)
        {
            int rows = _weights.Rows, heads = _weights.Shape[1], slots = _weights.Shape[2], width = _keys.Shape[2];
            Real* dKeys = _keys.Accumulate(tape), dStrengths = _strengths.Accumulate(tape), dMemory = _memory.Accumulate(tape);
            Real* direct = tape.Temporary(heads * slots), shrink = tape.Temporary(slots), keyGradient = tape.Temporary(heads * width);
            for (int b = 0; b < rows; b++)
            {
                Real* lengths = _lengths + b * (slots + heads), memory = _memory.Value + b * width * slots,
                    keys = _keys.Value + b * heads * width;
                for (int h = 0; h < heads; h++)
                {
                    int at = (b * heads + h) * slots;
                    Real strength = _strengths.Value[b * heads + h], length = lengths[slots + h];
                    Real alongCosine = Direct(
                        _weights.Value + at, _weights.Gradient + at, _cosines + at, lengths, strength, strength * length, shrink,
                        isFirst: h == 0, direct + h * slots, slots);
                    dStrengths[b * heads + h] += alongCosine;
                    // The key's own length: d cos / d k has the part -cos k / (k.k + e).
                    Real shrinkKey = -strength * alongCosine * length * length;
                    for (int w = 0; w < width; w++)
                        keyGradient[h * width + w] = shrinkKey * keys[h * width + w];
                }

                Real* sink = dMemory + b * width * slots;
                int first = 0;
                for (; first <= heads - 2; first += 2)
                {
                    PassTwo(memory, keys + first * width, direct + first * slots, first == 0 ? shrink : null, width, slots, sink,
                        keyGradient + first * width);
                }

                if (first < heads)
                {
                    PassOne(memory, keys + first * width, direct + first * slots, first == 0 ? shrink : null, width, slots, sink,
                        keyGradient + first * width);
                }

                Elementwise.Add(keyGradient, dKeys + b * heads * width, heads * width);
            }
        }

        /// <summary>
        /// From the gradient of a head's weights that of its dot products, d = strength w (g - w.g) / (|k| |m|); and to shrink, or as its
        /// beginning, the factor of each slot in its own gradient: -strength w (g - w.g) cos / (m.m + e).
        /// </summary>
        /// <returns>The gradient of the strength: the sum of w (g - w.g) cos.</returns>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static Real Direct(
            Real* weights, Real* gradient, Real* cosine, Real* lengths, Real strength, Real factor, Real* shrink, bool isFirst, Real* d,
            int slots)
        {
            Real mean = Elementwise.Dot(weights, gradient, slots);
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> means = Vector.Create(mean), strengths = Vector.Create(strength), factors = Vector.Create(factor);
            Vector<Real> sum0 = default, sum1 = default;
            for (; n <= slots - 2 * lanes; n += 2 * lanes)
            {
                Vector<Real> x = Vector.Load(weights + n) * (Vector.Load(gradient + n) - means), cos = Vector.Load(cosine + n);
                sum0 = Vector.FusedMultiplyAdd(x, cos, sum0);
                Divide(x, cos, strengths, factors, lengths + n, shrink + n, isFirst, d + n);
                int next = n + lanes;
                x = Vector.Load(weights + next) * (Vector.Load(gradient + next) - means);
                cos = Vector.Load(cosine + next);
                sum1 = Vector.FusedMultiplyAdd(x, cos, sum1);
                Divide(x, cos, strengths, factors, lengths + next, shrink + next, isFirst, d + next);
            }

            if (n <= slots - lanes)
            {
                Vector<Real> x = Vector.Load(weights + n) * (Vector.Load(gradient + n) - means), cos = Vector.Load(cosine + n);
                sum0 = Vector.FusedMultiplyAdd(x, cos, sum0);
                Divide(x, cos, strengths, factors, lengths + n, shrink + n, isFirst, d + n);
                n += lanes;
            }

            Real total = Vector.Sum(sum0 + sum1);
            for (; n < slots; n++)
            {
                Real x = weights[n] * (gradient[n] - mean);
                total += x * cosine[n];
                shrink[n] = (isFirst ? 0 : shrink[n]) - x * cosine[n] * strength * lengths[n] * lengths[n];
                d[n] = x * factor * lengths[n];
            }

            return total;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Divide(
            Vector<Real> x, Vector<Real> cosine, Vector<Real> strength, Vector<Real> factor, Real* lengths, Real* shrink, bool isFirst,
            Real* d)
        {
            Vector<Real> length = Vector.Load(lengths), loss = x * cosine * strength * length * length;
            Vector.Store((isFirst ? Vector<Real>.Zero : Vector.Load(shrink)) - loss, shrink);
            Vector.Store(x * factor * length, d);
        }

        /// <summary>
        /// One pass over the memory for two heads: dM[w, n] += M[w, n] shrink[n] + sum over heads of key[h, w] direct[h, n], and
        /// dKey[h, w] += sum over n of M[w, n] direct[h, n]. A null shrink was dealt with in an earlier pass. Two rows at a time, because
        /// the sums of one would wait for each other.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PassTwo(Real* memory, Real* keys, Real* direct, Real* shrink, int width, int slots, Real* dMemory, Real* dKeys)
        {
            int lanes = Vector<Real>.Count, w = 0;
            Real* sums = stackalloc Real[4], other = direct + slots;
            for (; w <= width - 2; w += 2, memory += 2 * slots, dMemory += 2 * slots)
            {
                Vector<Real> key00 = Vector.Create(keys[w]), key01 = Vector.Create(keys[width + w]);
                Vector<Real> key10 = Vector.Create(keys[w + 1]), key11 = Vector.Create(keys[width + w + 1]);
                Vector<Real> sum00 = default, sum01 = default, sum10 = default, sum11 = default;
                Real* below = memory + slots, dBelow = dMemory + slots;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> d0 = Vector.Load(direct + n), d1 = Vector.Load(other + n), m = Vector.Load(memory + n);
                    Vector<Real> g = Vector.FusedMultiplyAdd(key01, d1, Vector.FusedMultiplyAdd(key00, d0, Vector.Load(dMemory + n)));
                    sum00 = Vector.FusedMultiplyAdd(m, d0, sum00);
                    sum01 = Vector.FusedMultiplyAdd(m, d1, sum01);
                    Vector.Store(shrink != null ? Vector.FusedMultiplyAdd(m, Vector.Load(shrink + n), g) : g, dMemory + n);
                    m = Vector.Load(below + n);
                    g = Vector.FusedMultiplyAdd(key11, d1, Vector.FusedMultiplyAdd(key10, d0, Vector.Load(dBelow + n)));
                    sum10 = Vector.FusedMultiplyAdd(m, d0, sum10);
                    sum11 = Vector.FusedMultiplyAdd(m, d1, sum11);
                    Vector.Store(shrink != null ? Vector.FusedMultiplyAdd(m, Vector.Load(shrink + n), g) : g, dBelow + n);
                }

                VectorSums.Four(sum00, sum10, sum01, sum11, sums);
                if (n < slots)
                {
                    RestOfRow(memory, keys[w], keys[width + w], direct, other, shrink, n, slots, dMemory, ref sums[0], ref sums[2]);
                    RestOfRow(
                        below, keys[w + 1], keys[width + w + 1], direct, other, shrink, n, slots, dBelow, ref sums[1], ref sums[3]);
                }

                dKeys[w] += sums[0];
                dKeys[w + 1] += sums[1];
                dKeys[width + w] += sums[2];
                dKeys[width + w + 1] += sums[3];
            }

            if (w < width)
            {
                Vector<Real> key0 = Vector.Create(keys[w]), key1 = Vector.Create(keys[width + w]), sum0 = default, sum1 = default;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> m = Vector.Load(memory + n), d0 = Vector.Load(direct + n), d1 = Vector.Load(other + n);
                    Vector<Real> g = Vector.FusedMultiplyAdd(key1, d1, Vector.FusedMultiplyAdd(key0, d0, Vector.Load(dMemory + n)));
                    sum0 = Vector.FusedMultiplyAdd(m, d0, sum0);
                    sum1 = Vector.FusedMultiplyAdd(m, d1, sum1);
                    Vector.Store(shrink != null ? Vector.FusedMultiplyAdd(m, Vector.Load(shrink + n), g) : g, dMemory + n);
                }

                Real total0 = Vector.Sum(sum0), total1 = Vector.Sum(sum1);
                RestOfRow(memory, keys[w], keys[width + w], direct, other, shrink, n, slots, dMemory, ref total0, ref total1);
                dKeys[w] += total0;
                dKeys[width + w] += total1;
            }
        }

        /// <summary>The slots of a row from n on, fewer than a vector.</summary>
        private static void RestOfRow(
            Real* memory, Real key0, Real key1, Real* direct0, Real* direct1, Real* shrink, int n, int slots, Real* dMemory,
            ref Real total0, ref Real total1)
        {
            for (; n < slots; n++)
            {
                Real g = Real.FusedMultiplyAdd(key0, direct0[n], dMemory[n]);
                g = Real.FusedMultiplyAdd(key1, direct1[n], g);
                dMemory[n] = shrink != null ? Real.FusedMultiplyAdd(memory[n], shrink[n], g) : g;
                total0 += memory[n] * direct0[n];
                total1 += memory[n] * direct1[n];
            }
        }

        /// <summary>The same for one head, four rows at a time.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PassOne(Real* memory, Real* keys, Real* direct, Real* shrink, int width, int slots, Real* dMemory, Real* dKeys)
        {
            int lanes = Vector<Real>.Count, w = 0;
            Real* sums = stackalloc Real[4];
            for (; w <= width - 4; w += 4, memory += 4 * slots, dMemory += 4 * slots)
            {
                Vector<Real> key0 = Vector.Create(keys[w]), key1 = Vector.Create(keys[w + 1]);
                Vector<Real> key2 = Vector.Create(keys[w + 2]), key3 = Vector.Create(keys[w + 3]);
                Vector<Real> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                Real* m2 = memory + 2 * slots, d2 = dMemory + 2 * slots;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> d = Vector.Load(direct + n);
                    sum0 = One(memory + n, key0, d, shrink, n, dMemory + n, sum0);
                    sum1 = One(memory + slots + n, key1, d, shrink, n, dMemory + slots + n, sum1);
                    sum2 = One(m2 + n, key2, d, shrink, n, d2 + n, sum2);
                    sum3 = One(m2 + slots + n, key3, d, shrink, n, d2 + slots + n, sum3);
                }

                VectorSums.Four(sum0, sum1, sum2, sum3, sums);
                for (int i = 0; i < 4; i++)
                {
                    if (n < slots)
                        sums[i] = RestOfRow(memory + i * slots, keys[w + i], direct, shrink, n, slots, dMemory + i * slots, sums[i]);
                    dKeys[w + i] += sums[i];
                }
            }

            for (; w < width; w++, memory += slots, dMemory += slots)
            {
                Vector<Real> key = Vector.Create(keys[w]), sum = default;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                    sum = One(memory + n, key, Vector.Load(direct + n), shrink, n, dMemory + n, sum);
                dKeys[w] += RestOfRow(memory, keys[w], direct, shrink, n, slots, dMemory, Vector.Sum(sum));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<Real> One(
            Real* memory, Vector<Real> key, Vector<Real> direct, Real* shrink, int n, Real* dMemory, Vector<Real> sum)
        {
            Vector<Real> m = Vector.Load(memory), g = Vector.FusedMultiplyAdd(key, direct, Vector.Load(dMemory));
            Vector.Store(shrink != null ? Vector.FusedMultiplyAdd(m, Vector.Load(shrink + n), g) : g, dMemory);
            return Vector.FusedMultiplyAdd(m, direct, sum);
        }

        private static Real RestOfRow(
            Real* memory, Real key, Real* direct, Real* shrink, int n, int slots, Real* dMemory, Real total)
        {
            for (; n < slots; n++)
            {
                Real g = Real.FusedMultiplyAdd(key, direct[n], dMemory[n]);
                dMemory[n] = shrink != null ? Real.FusedMultiplyAdd(memory[n], shrink[n], g) : g;
                total += memory[n] * direct[n];
            }

            return total;
        }
    }
}
