using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable LocationAddressingCore(
        Variable content, Variable previous, Variable gate, Variable shifts, Variable sharpening) =>
        LocationAddressing(Of(content), Of(previous), Of(gate), Of(shifts), Of(sharpening));

    private NativeVariable LocationAddressing(
        NativeVariable content, NativeVariable previous, NativeVariable gate, NativeVariable shifts, NativeVariable sharpening)
    {
        int rows = content.Rows, heads = content.Shape[1], slots = content.Shape[2], window = shifts.Shape[2];
        NativeVariable weights = New(content.Shape);
        int padded = slots + window - 1;
        Real* gated = Scratch(rows * heads * padded), shifted = Scratch(content.Shape.Count),
            logs = Scratch(content.Shape.Count);
        for (int i = 0; i < rows * heads; i++)
        {
            Real* center = gated + i * padded + window / 2;
            LocationAddressingNode.Interpolate(content.Value + i * slots, previous.Value + i * slots, gate.Value[i], center, slots);
            LocationAddressingNode.Wrap(center, slots, window / 2);
            LocationAddressingNode.Shift(center, shifts.Value + i * window, window / 2, shifted + i * slots, slots);
            LocationAddressingNode.Logarithms(shifted + i * slots, logs + i * slots, slots);
            Numerics.Softmax.Forward(logs + i * slots, sharpening.Value[i], weights.Value + i * slots, slots);
        }

        if (IsRecording)
            Record<LocationAddressingNode>().Set(content, previous, gate, shifts, sharpening, weights, gated, shifted, logs);
        return weights;
    }

    private sealed partial class LocationAddressingNode : Node
    {
#if REAL_IS_DOUBLE
        private const Real Tiny = 1e-300;
#else
        private const Real Tiny = 1e-37f;
#endif
        private NativeVariable _content = null!, _previous = null!, _gate = null!, _shifts = null!, _sharpening = null!, _weights = null!;
        private Real* _gated, _shifted, _logs;

        public override string Name => "LocationAddressing";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(
            NativeVariable content, NativeVariable previous, NativeVariable gate, NativeVariable shifts, NativeVariable sharpening,
            NativeVariable weights, Real* gated, Real* shifted, Real* logs)
        {
            (_content, _previous, _gate, _shifts, _sharpening, _weights) = (content, previous, gate, shifts, sharpening, weights);
            _gated = gated;
            _shifted = shifted;
            _logs = logs;
        }

        public static void Interpolate(Real* content, Real* previous, Real gate, Real* gated, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> g = Vector.Create(gate), stay = Vector.Create(1 - gate);
            for (; n <= slots - lanes; n += lanes)
                Vector.Store(Vector.FusedMultiplyAdd(g, Vector.Load(content + n), stay * Vector.Load(previous + n)), gated + n);
            for (; n < slots; n++)
                gated[n] = Real.FusedMultiplyAdd(gate, content[n], (1 - gate) * previous[n]);
        }

        /// <summary>
        /// Continues N numbers by <paramref name="radius"/> on either side, around the circle, so that shifting needs no modulo.
        /// </summary>
        public static void Wrap(Real* center, int slots, int radius)
        {
            for (int i = 1; i <= radius; i++)
            {
                center[-i] = center[(slots - i % slots) % slots];
                center[slots + i - 1] = center[(i - 1) % slots];
            }
        }

        /// <summary>shifted[n] = sum over offsets o of center[n - o] shifts[o + S].</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Shift(Real* center, Real* shifts, int radius, Real* shifted, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            if (radius == 1)
            {
                // The usual radius, with its three factors in registers.
                Vector<Real> back = Vector.Create(shifts[0]), stay = Vector.Create(shifts[1]), ahead = Vector.Create(shifts[2]);
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> sum = Vector.FusedMultiplyAdd(back, Vector.Load(center + n + 1), stay * Vector.Load(center + n));
                    Vector.Store(Vector.FusedMultiplyAdd(ahead, Vector.Load(center + n - 1), sum), shifted + n);
                }
            }

            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> sum = Vector<Real>.Zero;
                for (int o = -radius; o <= radius; o++)
                    sum = Vector.FusedMultiplyAdd(Vector.Create(shifts[o + radius]), Vector.Load(center + n - o), sum);
                Vector.Store(sum, shifted + n);
            }

            for (; n < slots; n++)
            {
                if (radius == 1)
                {
                    Real two = Real.FusedMultiplyAdd(shifts[0], center[n + 1], shifts[1] * center[n]);
                    shifted[n] = Real.FusedMultiplyAdd(shifts[2], center[n - 1], two);
                    continue;
                }

                Real sum = 0;
                for (int o = -radius; o <= radius; o++)
                    sum = Real.FusedMultiplyAdd(shifts[o + radius], center[n - o], sum);
                shifted[n] = sum;
            }
        }

        /// <summary>log of the weighting, bounded from below: an empty slot must not make infinity.</summary>
        public static void Logarithms(Real* shifted, Real* logs, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> tiny = Vector.Create(Tiny);
            for (; n <= slots - lanes; n += lanes)
                Vector.Store(VectorMath.LogOfNormal(Vector.MaxNative(tiny, Vector.Load(shifted + n))), logs + n);
            for (int i = n; i < slots; i++)
                logs[i] = Math.Max(shifted[i], Tiny);
            Elementwise.Map<LogOperator>(logs + n, logs + n, slots - n);
        }
    }
}
