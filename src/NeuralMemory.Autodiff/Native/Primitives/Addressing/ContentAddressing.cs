using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable ContentAddressingCore(Variable keys, Variable strengths, Variable memory) =>
        ContentAddressing(Of(keys), Of(strengths), Of(memory));

    private NativeVariable ContentAddressing(NativeVariable keys, NativeVariable strengths, NativeVariable memory)
    {
        int rows = keys.Rows, heads = keys.Shape[1], width = keys.Shape[2], slots = memory.Shape[2];
        NativeVariable weights = New(new Shape(rows, heads, slots));
        Real* cosines = Scratch(rows * heads * slots);
        // For each sequence: one over the length of every slot, then of every key.
        Real* lengths = Scratch(rows * (slots + heads));
        for (int b = 0; b < rows; b++)
        {
            ContentAddressingNode.Forward(
                keys.Value + b * heads * width, strengths.Value + b * heads, memory.Value + b * width * slots,
                heads, width, slots, lengths + b * (slots + heads), cosines + b * heads * slots, weights.Value + b * heads * slots);
        }

        if (IsRecording)
            Record<ContentAddressingNode>().Set(keys, strengths, memory, weights, cosines, lengths);
        return weights;
    }

    private sealed class ContentAddressingNode : Node
    {
        private const Real Epsilon = (Real)1e-6;
        private NativeVariable _keys = null!, _strengths = null!, _memory = null!, _weights = null!;
        private Real* _cosines, _lengths;

        public override string Name => "ContentAddressing";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(
            NativeVariable keys, NativeVariable strengths, NativeVariable memory, NativeVariable weights, Real* cosines, Real* lengths)
        {
            (_keys, _strengths, _memory, _weights) = (keys, strengths, memory, weights);
            _cosines = cosines;
            _lengths = lengths;
        }

        public static void Forward(
            Real* keys, Real* strengths, Real* memory, int heads, int width, int slots, Real* lengths, Real* cosines, Real* weights)
        {
            SlotKernels.Squares(memory, slots, width, lengths);
            InverseRoots(lengths, slots);
            SlotKernels.Dots(memory, slots, width, keys, heads, cosines);
            for (int h = 0; h < heads; h++)
            {
                Real* key = keys + h * width;
                Real length = lengths[slots + h] = 1 / Real.Sqrt(Elementwise.Dot(key, key, width) + Epsilon);
                Scale(cosines + h * slots, length, lengths, slots);
                Numerics.Softmax.Forward(cosines + h * slots, strengths[h], weights + h * slots, slots);
            }
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _weights.Rows, heads = _weights.Shape[1], slots = _weights.Shape[2], width = _keys.Shape[2];
            Real* dKeys = _keys.Accumulate(tape), dStrengths = _strengths.Accumulate(tape), dMemory = _memory.Accumulate(tape);
            Real* direct = tape.Temporary(heads * slots), shrink = tape.Temporary(slots), keyGradient = tape.Temporary(heads * width);
            for (int b = 0; b < rows; b++)
            {
                Real* lengths = _lengths + b * (slots + heads), memory = _memory.Value + b * width * slots,
                    keys = _keys.Value + b * heads * width;
                Elementwise.Clear(shrink, slots);
                for (int h = 0; h < heads; h++)
                {
                    int at = (b * heads + h) * slots;
                    Real* d = direct + h * slots, cosine = _cosines + at;
                    Numerics.Softmax.Backward(_weights.Value + at, _weights.Gradient + at, d, slots);
                    Real alongCosine = Elementwise.Dot(d, cosine, slots), strength = _strengths.Value[b * heads + h],
                        length = lengths[slots + h];
                    dStrengths[b * heads + h] += alongCosine;
                    Coefficients(d, cosine, lengths, strength, strength * length, shrink, slots);
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

        /// <summary>lengths = 1 / sqrt(squares + e), in place.</summary>
        private static void InverseRoots(Real* squares, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> epsilon = Vector.Create(Epsilon);
            for (; n <= slots - lanes; n += lanes)
                Vector.Store(Vector<Real>.One / Vector.SquareRoot(Vector.Load(squares + n) + epsilon), squares + n);
            for (; n < slots; n++)
                squares[n] = 1 / Real.Sqrt(squares[n] + Epsilon);
        }

        private static void Scale(Real* dots, Real key, Real* lengths, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> factor = Vector.Create(key);
            for (; n <= slots - lanes; n += lanes)
                Vector.Store(Vector.Load(dots + n) * Vector.Load(lengths + n) * factor, dots + n);
            for (; n < slots; n++)
                dots[n] = dots[n] * lengths[n] * key;
        }

        /// <summary>
        /// From the gradient of strength * cos, in place, to that of the dot products: d = d * strength / (|k| |m|); and to
        /// shrink, the factor of each slot in its own gradient: -strength * d * cos / (m.m + e).
        /// </summary>
        private static void Coefficients(Real* d, Real* cosine, Real* lengths, Real strength, Real factor, Real* shrink, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> strengths = Vector.Create(strength), factors = Vector.Create(factor);
            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> x = Vector.Load(d + n), length = Vector.Load(lengths + n);
                Vector<Real> loss = x * Vector.Load(cosine + n) * strengths * length * length;
                Vector.Store(Vector.Load(shrink + n) - loss, shrink + n);
                Vector.Store(x * factors * length, d + n);
            }

            for (; n < slots; n++)
            {
                shrink[n] -= d[n] * cosine[n] * strength * lengths[n] * lengths[n];
                d[n] = d[n] * factor * lengths[n];
            }
        }

        /// <summary>
        /// One pass over the memory for two heads: dM[w, n] += M[w, n] shrink[n] + sum over heads of key[h, w] direct[h, n], and
        /// dKey[h, w] += sum over n of M[w, n] direct[h, n]. A null shrink was dealt with in an earlier pass.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PassTwo(Real* memory, Real* keys, Real* direct, Real* shrink, int width, int slots, Real* dMemory, Real* dKeys)
        {
            int lanes = Vector<Real>.Count;
            for (int w = 0; w < width; w++, memory += slots, dMemory += slots)
            {
                Vector<Real> key0 = Vector.Create(keys[w]), key1 = Vector.Create(keys[width + w]), sum0 = default, sum1 = default;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> m = Vector.Load(memory + n), d0 = Vector.Load(direct + n), d1 = Vector.Load(direct + slots + n);
                    Vector<Real> g = Vector.FusedMultiplyAdd(key0, d0, Vector.Load(dMemory + n));
                    g = Vector.FusedMultiplyAdd(key1, d1, g);
                    if (shrink != null)
                        g = Vector.FusedMultiplyAdd(m, Vector.Load(shrink + n), g);
                    sum0 = Vector.FusedMultiplyAdd(m, d0, sum0);
                    sum1 = Vector.FusedMultiplyAdd(m, d1, sum1);
                    Vector.Store(g, dMemory + n);
                }

                Real total0 = Vector.Sum(sum0), total1 = Vector.Sum(sum1);
                for (; n < slots; n++)
                {
                    Real g = Real.FusedMultiplyAdd(keys[w], direct[n], dMemory[n]);
                    g = Real.FusedMultiplyAdd(keys[width + w], direct[slots + n], g);
                    dMemory[n] = shrink != null ? Real.FusedMultiplyAdd(memory[n], shrink[n], g) : g;
                    total0 += memory[n] * direct[n];
                    total1 += memory[n] * direct[slots + n];
                }

                dKeys[w] += total0;
                dKeys[width + w] += total1;
            }
        }

        /// <summary>The same for one head.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PassOne(Real* memory, Real* keys, Real* direct, Real* shrink, int width, int slots, Real* dMemory, Real* dKeys)
        {
            int lanes = Vector<Real>.Count;
            for (int w = 0; w < width; w++, memory += slots, dMemory += slots)
            {
                Vector<Real> key = Vector.Create(keys[w]), sum = default;
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> m = Vector.Load(memory + n), d = Vector.Load(direct + n);
                    Vector<Real> g = Vector.FusedMultiplyAdd(key, d, Vector.Load(dMemory + n));
                    if (shrink != null)
                        g = Vector.FusedMultiplyAdd(m, Vector.Load(shrink + n), g);
                    sum = Vector.FusedMultiplyAdd(m, d, sum);
                    Vector.Store(g, dMemory + n);
                }

                Real total = Vector.Sum(sum);
                for (; n < slots; n++)
                {
                    Real g = Real.FusedMultiplyAdd(keys[w], direct[n], dMemory[n]);
                    dMemory[n] = shrink != null ? Real.FusedMultiplyAdd(memory[n], shrink[n], g) : g;
                    total += memory[n] * direct[n];
                }

                dKeys[w] += total;
            }
        }
    }
}
