using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable MaskedContentAddressingCore(Variable keys, Variable strengths, Variable masks, Variable memory) =>
        MaskedContentAddressing(Of(keys), Of(strengths), Of(masks), Of(memory));

    private NativeVariable MaskedContentAddressing(
        NativeVariable keys, NativeVariable strengths, NativeVariable masks, NativeVariable memory)
    {
        int rows = keys.Rows, heads = keys.Shape[1], width = keys.Shape[2], slots = memory.Shape[2];
        NativeVariable weights = New(new Shape(rows, heads, slots));
        Real* cosines = Scratch(weights.Shape.Count);
        // For each sequence and head: one over the masked length of every slot; behind them, of every key.
        Real* lengths = Scratch(weights.Shape.Count), keyLengths = Scratch(rows * heads);
        // For each sequence and head: q k, then q.
        Real* weighed = Scratch(2 * keys.Shape.Count);
        for (int b = 0; b < rows; b++)
        {
            int vectorsAt = b * heads * width, weightsAt = b * heads * slots;
            MaskedContentAddressingNode.Forward(
                keys.Value + vectorsAt, strengths.Value + b * heads, masks.Value + vectorsAt, memory.Value + b * width * slots,
                heads, width, slots, weighed + 2 * vectorsAt, lengths + weightsAt, keyLengths + b * heads, cosines + weightsAt,
                weights.Value + weightsAt);
        }

        if (IsRecording)
        {
            Record<MaskedContentAddressingNode>().Set(
                keys, strengths, masks, memory, weights, cosines, lengths, keyLengths, weighed);
        }

        return weights;
    }

    private sealed class MaskedContentAddressingNode : Node
    {
        private const Real Epsilon = (Real)1e-6;
        private NativeVariable _keys = null!, _strengths = null!, _masks = null!, _memory = null!, _weights = null!;
        private Real* _cosines, _lengths, _keyLengths, _weighed;

        public override string Name => "MaskedContentAddressing";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(
            NativeVariable keys, NativeVariable strengths, NativeVariable masks, NativeVariable memory, NativeVariable weights,
            Real* cosines, Real* lengths, Real* keyLengths, Real* weighed)
        {
            (_keys, _strengths, _masks, _memory, _weights) = (keys, strengths, masks, memory, weights);
            _cosines = cosines;
            _lengths = lengths;
            _keyLengths = keyLengths;
            _weighed = weighed;
        }

        public static void Forward(
            Real* keys, Real* strengths, Real* masks, Real* memory, int heads, int width, int slots,
            Real* weighed, Real* lengths, Real* keyLengths, Real* cosines, Real* weights)
        {
            int vectors = heads * width;
            Weigh(keys, masks, vectors, weighed);
            MaskedSlotKernels.Dots(memory, slots, width, weighed, weighed + vectors, heads, cosines, lengths);
            for (int h = 0; h < heads; h++)
            {
                int at = h * slots;
                keyLengths[h] = 1 / Real.Sqrt(Elementwise.Dot(weighed + h * width, keys + h * width, width) + Epsilon);
                Cosines(cosines + at, lengths + at, keyLengths[h], slots);
                Numerics.Softmax.Forward(cosines + at, strengths[h], weights + at, slots);
            }
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _weights.Rows, heads = _weights.Shape[1], slots = _weights.Shape[2], width = _keys.Shape[2];
            Real* dKeys = _keys.Accumulate(tape), dStrengths = _strengths.Accumulate(tape), dMasks = _masks.Accumulate(tape),
                dMemory = _memory.Accumulate(tape);
            Real* direct = tape.Temporary(heads * slots), shrink = tape.Temporary(heads * slots);
            Real* dWeighed = tape.Temporary(heads * width), dSquares = tape.Temporary(heads * width), shrinkKeys = tape.Temporary(heads);
            for (int b = 0; b < rows; b++)
            {
                int vectorsAt = b * heads * width, memoryAt = b * width * slots;
                Real* weighed = _weighed + 2 * vectorsAt, squares = weighed + heads * width;
                for (int h = 0; h < heads; h++)
                {
                    int head = b * heads + h, at = head * slots;
                    Real* d = direct + h * slots;
                    Numerics.Softmax.Backward(_weights.Value + at, _weights.Gradient + at, d, slots);
                    Real alongCosine = Elementwise.Dot(d, _cosines + at, slots), strength = _strengths.Value[head],
                        length = _keyLengths[head];
                    dStrengths[head] += alongCosine;
                    // The key's own length: d cos / d (q k) has the part -cos k / (k.k + e).
                    shrinkKeys[h] = -strength * alongCosine * length * length;
                    Coefficients(d, _cosines + at, _lengths + at, strength, strength * length, shrink + h * slots, slots);
                }

                MaskedSlotKernels.Gradient(
                    _memory.Value + memoryAt, slots, width, weighed, squares, heads, direct, shrink, dMemory + memoryAt,
                    dWeighed, dSquares);
                for (int h = 0; h < heads; h++)
                {
                    int at = h * width;
                    Unweigh(
                        _keys.Value + vectorsAt + at, _masks.Value + vectorsAt + at, dWeighed + at, dSquares + at, shrinkKeys[h], width,
                        dKeys + vectorsAt + at, dMasks + vectorsAt + at);
                }
            }
        }

        /// <summary>weighed = q k and, behind it, q, with q = mask^2.</summary>
        private static void Weigh(Real* keys, Real* masks, int count, Real* weighed)
        {
            int lanes = Vector<Real>.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
            {
                Vector<Real> mask = Vector.Load(masks + i), square = mask * mask;
                Vector.Store(square, weighed + count + i);
                Vector.Store(square * Vector.Load(keys + i), weighed + i);
            }

            for (; i < count; i++)
            {
                weighed[count + i] = masks[i] * masks[i];
                weighed[i] = weighed[count + i] * keys[i];
            }
        }

        /// <summary>
        /// From the sums over slots, dWeighed of M and dSquares of M^2, to the gradients of key and mask. Each product begins with the
        /// mask: where it is zero, nothing may become 0 times infinity.
        /// </summary>
        private static void Unweigh(
            Real* key, Real* mask, Real* dWeighed, Real* dSquares, Real shrinkKey, int width, Real* dKey, Real* dMask)
        {
            int lanes = Vector<Real>.Count, w = 0;
            Vector<Real> shrink = Vector.Create(shrinkKey), two = Vector.Create((Real)2);
            for (; w <= width - lanes; w += lanes)
            {
                Vector<Real> m = Vector.Load(mask + w), k = Vector.Load(key + w), masked = m * k, along = Vector.Load(dWeighed + w);
                Vector<Real> ofKey = m * (m * along + shrink * masked);
                Vector<Real> ofMask = masked * (two * along + shrink * k) + m * Vector.Load(dSquares + w);
                Vector.Store(Vector.Load(dKey + w) + ofKey, dKey + w);
                Vector.Store(Vector.Load(dMask + w) + ofMask, dMask + w);
            }

            for (; w < width; w++)
            {
                Real masked = mask[w] * key[w];
                dKey[w] += mask[w] * (mask[w] * dWeighed[w] + shrinkKey * masked);
                dMask[w] += masked * (2 * dWeighed[w] + shrinkKey * key[w]) + mask[w] * dSquares[w];
            }
        }

        /// <summary>lengths = 1 / sqrt(lengths^2 + e), and cosines = dots / (|k| |m|), both in place.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Cosines(Real* dots, Real* squares, Real keyLength, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> epsilon = Vector.Create(Epsilon), factor = Vector.Create(keyLength);
            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> length = Vector<Real>.One / Vector.SquareRoot(Vector.Load(squares + n) + epsilon);
                Vector.Store(length, squares + n);
                Vector.Store(Vector.Load(dots + n) * length * factor, dots + n);
            }

            for (; n < slots; n++)
            {
                squares[n] = 1 / Real.Sqrt(squares[n] + Epsilon);
                dots[n] = dots[n] * squares[n] * keyLength;
            }
        }

        /// <summary>
        /// From the gradient of strength * cos, in place, to that of the dot products: d = d * strength / (|k| |m|); and to
        /// shrink, the factor of each slot in its own gradient: -strength * d * cos / (m.m + e).
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Coefficients(Real* d, Real* cosine, Real* lengths, Real strength, Real factor, Real* shrink, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> strengths = Vector.Create(-strength), factors = Vector.Create(factor);
            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> x = Vector.Load(d + n), length = Vector.Load(lengths + n);
                Vector.Store(x * Vector.Load(cosine + n) * strengths * length * length, shrink + n);
                Vector.Store(x * factors * length, d + n);
            }

            for (; n < slots; n++)
            {
                shrink[n] = d[n] * cosine[n] * -strength * lengths[n] * lengths[n];
                d[n] = d[n] * factor * lengths[n];
            }
        }
    }
}
