using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private sealed partial class LocationAddressingNode
    {
        public override void Backward(NativeTape tape)
        {
            int rows = _weights.Rows, heads = _weights.Shape[1], slots = _weights.Shape[2], window = _shifts.Shape[2];
            int radius = window / 2, padded = slots + window - 1;
            Real* dContent = _content.Write(tape, rows, out bool addContent), dPrevious = _previous.Write(tape, rows, out bool addPrevious);
            Real* dGate = _gate.Accumulate(tape), dShifts = _shifts.Accumulate(tape), dSharpening = _sharpening.Accumulate(tape);
            Real* dShifted = tape.Temporary(padded) + radius;
            for (int i = 0; i < rows * heads; i++)
            {
                int at = i * slots;
                Real* gated = _gated + i * padded + radius, shifts = _shifts.Value + i * window;
                Real sharpening = _sharpening.Value[i], gate = _gate.Value[i];
                if (radius == 1)
                {
                    dSharpening[i] += UnsharpenByOne(
                        _weights.Value + at, _weights.Gradient + at, _logs + at, _shifted + at, gated, sharpening, dShifted,
                        dShifts + i * window, slots);
                }
                else
                {
                    dSharpening[i] += Unsharpen(
                        _weights.Value + at, _weights.Gradient + at, _logs + at, _shifted + at, sharpening, dShifted, slots);
                    for (int o = -radius; o <= radius; o++)
                        dShifts[i * window + o + radius] += Elementwise.Dot(dShifted, gated - o, slots);
                }

                Wrap(dShifted, slots, radius);
                dGate[i] += Unshift(
                    dShifted, shifts, radius, _content.Value + at, _previous.Value + at, gate, dContent + at, addContent, dPrevious + at,
                    addPrevious, slots);
            }
        }

        /// <summary>
        /// The way back through w = softmax(exponent log shifted): d[n] = exponent w (g - w.g) / shifted.
        /// </summary>
        /// <returns>The gradient of the exponent: the sum of w (g - w.g) log shifted.</returns>
        private static Real Unsharpen(Real* weights, Real* gradient, Real* logs, Real* shifted, Real exponent, Real* d, int slots)
        {
            Numerics.Softmax.Backward(weights, gradient, d, slots);
            Real total = Elementwise.Dot(d, logs, slots);
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> factor = Vector.Create(exponent), tiny = Vector.Create(Tiny);
            for (; n <= slots - lanes; n += lanes)
                Vector.Store(factor * Vector.Load(d + n) / Vector.MaxNative(tiny, Vector.Load(shifted + n)), d + n);
            for (; n < slots; n++)
                d[n] = exponent * d[n] / Math.Max(shifted[n], Tiny);
            return total;
        }

        /// <summary>
        /// The same in one visit with the gradients of three shifts, dShifts[o + 1] += sum over n of d[n] gated[n - o]. The sums go as in
        /// <see cref="Elementwise.Dot"/>: even vectors and odd ones.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static Real UnsharpenByOne(
            Real* weights, Real* gradient, Real* logs, Real* shifted, Real* gated, Real exponent, Real* d, Real* dShifts, int slots)
        {
            Real mean = Elementwise.Dot(weights, gradient, slots);
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> factor = Vector.Create(exponent), tiny = Vector.Create(Tiny), means = Vector.Create(mean);
            Vector<Real> log0 = default, log1 = default, back0 = default, back1 = default, stay0 = default, stay1 = default;
            Vector<Real> ahead0 = default, ahead1 = default;
            for (; n <= slots - 2 * lanes; n += 2 * lanes)
            {
                Vector<Real> x = Vector.Load(weights + n) * (Vector.Load(gradient + n) - means);
                log0 = Vector.FusedMultiplyAdd(x, Vector.Load(logs + n), log0);
                x = factor * x / Vector.MaxNative(tiny, Vector.Load(shifted + n));
                Vector.Store(x, d + n);
                back0 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + n + 1), back0);
                stay0 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + n), stay0);
                ahead0 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + n - 1), ahead0);
                int next = n + lanes;
                x = Vector.Load(weights + next) * (Vector.Load(gradient + next) - means);
                log1 = Vector.FusedMultiplyAdd(x, Vector.Load(logs + next), log1);
                x = factor * x / Vector.MaxNative(tiny, Vector.Load(shifted + next));
                Vector.Store(x, d + next);
                back1 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + next + 1), back1);
                stay1 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + next), stay1);
                ahead1 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + next - 1), ahead1);
            }

            if (n <= slots - lanes)
            {
                Vector<Real> x = Vector.Load(weights + n) * (Vector.Load(gradient + n) - means);
                log0 = Vector.FusedMultiplyAdd(x, Vector.Load(logs + n), log0);
                x = factor * x / Vector.MaxNative(tiny, Vector.Load(shifted + n));
                Vector.Store(x, d + n);
                back0 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + n + 1), back0);
                stay0 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + n), stay0);
                ahead0 = Vector.FusedMultiplyAdd(x, Vector.Load(gated + n - 1), ahead0);
                n += lanes;
            }

            Real* sums = stackalloc Real[4];
            VectorSums.Four(log0 + log1, back0 + back1, stay0 + stay1, ahead0 + ahead1, sums);
            for (; n < slots; n++)
            {
                Real x = weights[n] * (gradient[n] - mean);
                sums[0] += x * logs[n];
                d[n] = x = exponent * x / Math.Max(shifted[n], Tiny);
                sums[1] += x * gated[n + 1];
                sums[2] += x * gated[n];
                sums[3] += x * gated[n - 1];
            }

            dShifts[0] += sums[1];
            dShifts[1] += sums[2];
            dShifts[2] += sums[3];
            return sums[0];
        }

        /// <summary>
        /// dGated[m] = sum over offsets o of dShifted[m + o] shifts[o + S], divided between content and previous.
        /// </summary>
        /// <returns>The gradient of the gate.</returns>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static Real Unshift(
            Real* dShifted, Real* shifts, int radius, Real* content, Real* previous, Real gate, Real* dContent, bool addContent,
            Real* dPrevious, bool addPrevious, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> g = Vector.Create(gate), stay = Vector.Create(1 - gate), sum = Vector<Real>.Zero;
            Vector<Real> back = Vector.Create(shifts[0]), middle = Vector.Create(shifts[radius]), ahead = Vector.Create(shifts[2 * radius]);
            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> x = Vector<Real>.Zero;
                if (radius == 1)
                {
                    x = Vector.FusedMultiplyAdd(back, Vector.Load(dShifted + n - 1), x);
                    x = Vector.FusedMultiplyAdd(middle, Vector.Load(dShifted + n), x);
                    x = Vector.FusedMultiplyAdd(ahead, Vector.Load(dShifted + n + 1), x);
                }
                else
                {
                    for (int o = -radius; o <= radius; o++)
                        x = Vector.FusedMultiplyAdd(Vector.Create(shifts[o + radius]), Vector.Load(dShifted + n + o), x);
                }

                sum = Vector.FusedMultiplyAdd(x, Vector.Load(content + n) - Vector.Load(previous + n), sum);
                Vector.Store(addContent ? Vector.FusedMultiplyAdd(g, x, Vector.Load(dContent + n)) : g * x, dContent + n);
                Vector.Store(addPrevious ? Vector.FusedMultiplyAdd(stay, x, Vector.Load(dPrevious + n)) : stay * x, dPrevious + n);
            }

            Real total = Vector.Sum(sum);
            for (; n < slots; n++)
            {
                Real x = 0;
                for (int o = -radius; o <= radius; o++)
                    x = Real.FusedMultiplyAdd(shifts[o + radius], dShifted[n + o], x);
                total += x * (content[n] - previous[n]);
                dContent[n] = addContent ? Real.FusedMultiplyAdd(gate, x, dContent[n]) : gate * x;
                dPrevious[n] = addPrevious ? Real.FusedMultiplyAdd(1 - gate, x, dPrevious[n]) : (1 - gate) * x;
            }

            return total;
        }
    }
}
