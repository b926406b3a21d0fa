using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable RetainCore(Variable memory, Variable retention) =>
        Retain(Of(memory), Of(retention));

    private NativeVariable Retain(NativeVariable memory, NativeVariable retention)
    {
        int rows = retention.Rows, width = memory.Shape[1], slots = memory.Shape[2];
        NativeVariable kept = New(new Shape(rows, width, slots));
        for (int b = 0; b < rows; b++)
            RetainNode.Forward(memory.Value + b * width * slots, retention.Value + b * slots, width, slots, kept.Value + b * width * slots);
        if (IsRecording)
            Record<RetainNode>().Set(memory, retention, kept);
        return kept;
    }

    private sealed class RetainNode : Node
    {
        private NativeVariable _memory = null!, _retention = null!, _kept = null!;

        public override string Name => "Retain";

        public override NativeVariable Output => _kept;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Memory;

        public void Set(NativeVariable memory, NativeVariable retention, NativeVariable kept) =>
            (_memory, _retention, _kept) = (memory, retention, kept);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Forward(Real* memory, Real* retention, int width, int slots, Real* kept)
        {
            int lanes = Vector<Real>.Count;
            for (int w = 0; w < width; w++, memory += slots, kept += slots)
            {
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                    Vector.Store(Vector.Load(memory + n) * Vector.Load(retention + n), kept + n);
                for (; n < slots; n++)
                    kept[n] = memory[n] * retention[n];
            }
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _kept.Rows, width = _kept.Shape[1], slots = _kept.Shape[2];
            Real* dRetention = _retention.Accumulate(tape), gradient = _kept.Gradient;
            bool accumulate = false;
            Real* dMemory = _memory.TakeGradientOf(_kept) ? gradient : _memory.Write(tape, rows, out accumulate);
            for (int b = 0; b < rows; b++)
            {
                int at = b * width * slots;
                Backward(
                    _memory.Value + at, _retention.Value + b * slots, gradient + at, width, slots, dMemory + at, accumulate,
                    dRetention + b * slots);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Backward(
            Real* memory, Real* retention, Real* gradient, int width, int slots, Real* dMemory, bool accumulate, Real* dRetention)
        {
            int lanes = Vector<Real>.Count;
            for (int w = 0; w < width; w++, memory += slots, gradient += slots, dMemory += slots)
            {
                int n = 0;
                for (; n <= slots - lanes; n += lanes)
                {
                    Vector<Real> g = Vector.Load(gradient + n), back = g * Vector.Load(retention + n);
                    Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(memory + n), g, Vector.Load(dRetention + n)), dRetention + n);
                    Vector.Store(accumulate ? back + Vector.Load(dMemory + n) : back, dMemory + n);
                }

                for (; n < slots; n++)
                {
                    Real g = gradient[n], back = g * retention[n];
                    dRetention[n] = Real.FusedMultiplyAdd(memory[n], g, dRetention[n]);
                    dMemory[n] = accumulate ? back + dMemory[n] : back;
                }
            }
        }
    }
}
