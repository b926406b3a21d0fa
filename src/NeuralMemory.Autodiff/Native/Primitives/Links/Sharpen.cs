using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SharpenLinksCore(Variable weighting, Variable exponents) =>
        SharpenLinks(Of(weighting), Of(exponents));

    private NativeVariable SharpenLinks(NativeVariable weighting, NativeVariable exponents)
    {
        int rows = exponents.Rows, readers = weighting.Shape[1], writers = weighting.Shape[2], slots = weighting.Shape[3];
        NativeVariable sharpened = New(new Shape(rows, readers, writers, slots));
        Real* logs = Scratch(sharpened.Shape.Count);
        for (int i = 0; i < rows * readers * writers; i++)
        {
            SharpenLinksNode.Logarithms(weighting.Value + i * slots, logs + i * slots, slots);
            Numerics.Softmax.Forward(logs + i * slots, exponents.Value[i], sharpened.Value + i * slots, slots);
        }

        if (IsRecording)
            Record<SharpenLinksNode>().Set(weighting, exponents, sharpened, logs);
        return sharpened;
    }

    private sealed class SharpenLinksNode : Node
    {
        private const Real Epsilon = (Real)1e-6;
        private NativeVariable _weighting = null!, _exponents = null!, _sharpened = null!;
        private Real* _logs;

        public override string Name => "SharpenLinks";

        public override NativeVariable Output => _sharpened;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.FollowedLinks;

        public void Set(NativeVariable weighting, NativeVariable exponents, NativeVariable sharpened, Real* logs)
        {
            (_weighting, _exponents, _sharpened) = (weighting, exponents, sharpened);
            _logs = logs;
        }

        /// <summary>log(d + e); rounding may have left a weight just below zero, which counts as zero.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Logarithms(Real* weighting, Real* logs, int slots)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> epsilon = Vector.Create(Epsilon);
            for (; n <= slots - lanes; n += lanes)
                Vector.Store(VectorMath.LogOfNormal(epsilon + Vector.MaxNative(Vector<Real>.Zero, Vector.Load(weighting + n))), logs + n);
            for (int i = n; i < slots; i++)
                logs[i] = Epsilon + Math.Max(0, weighting[i]);
            Elementwise.Map<LogOperator>(logs + n, logs + n, slots - n);
        }

        public override void Backward(NativeTape tape)
        {
            int slots = _sharpened.Shape[3], count = _sharpened.Shape.Count / slots;
            Real* dWeighting = _weighting.Write(tape, _sharpened.Rows, out bool add), dExponents = _exponents.Accumulate(tape);
            Real* dScores = tape.Temporary(slots);
            for (int i = 0; i < count; i++)
            {
                int at = i * slots;
                Numerics.Softmax.Backward(_sharpened.Value + at, _sharpened.Gradient + at, dScores, slots);
                dExponents[i] += Elementwise.Dot(dScores, _logs + at, slots);
                Unlog(dScores, _exponents.Value[i], _weighting.Value + at, slots, dWeighting + at, add);
            }
        }

        /// <summary>d weighting = s * d scores / (d + e).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Unlog(Real* dScores, Real exponent, Real* weighting, int slots, Real* dWeighting, bool add)
        {
            int lanes = Vector<Real>.Count, n = 0;
            Vector<Real> factor = Vector.Create(exponent), epsilon = Vector.Create(Epsilon);
            for (; n <= slots - lanes; n += lanes)
            {
                Vector<Real> sum = epsilon + Vector.MaxNative(Vector<Real>.Zero, Vector.Load(weighting + n));
                Vector<Real> back = factor * Vector.Load(dScores + n) / sum;
                Vector.Store(add ? back + Vector.Load(dWeighting + n) : back, dWeighting + n);
            }

            for (; n < slots; n++)
            {
                Real back = exponent * dScores[n] / (Epsilon + Math.Max(0, weighting[n]));
                dWeighting[n] = add ? back + dWeighting[n] : back;
            }
        }
    }
}
