using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable MultiplyCore(Variable a, Variable b, int rows) => Multiply(Of(a), Of(b), rows);

    private NativeVariable Multiply(NativeVariable a, NativeVariable b, int rows)
    {
        NativeVariable y = New(a.Shape.WithRows(rows));
        Elementwise.Times(a.Value, b.Value, y.Value, y.Shape.Count);
        if (IsRecording)
            Record<MultiplyNode>().Set(a, b, y);
        return y;
    }

    private sealed class MultiplyNode : Node
    {
        private NativeVariable _a = null!, _b = null!, _y = null!;

        public override string Name => "Multiply";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable a, NativeVariable b, NativeVariable y) => (_a, _b, _y) = (a, b, y);

        public override void Backward(NativeTape tape)
        {
            Pass(tape, _a, _b);
            Pass(tape, _b, _a);
        }

        /// <summary>d to += dy other</summary>
        private void Pass(NativeTape tape, NativeVariable to, NativeVariable other)
        {
            if (!to.NeedsGradient)
                return;
            Real* gradient = to.Write(tape, _y.Rows, out bool add);
            if (add)
                Elementwise.AddTimes(_y.Gradient, other.Value, gradient, _y.Shape.Count);
            else
                Elementwise.Times(_y.Gradient, other.Value, gradient, _y.Shape.Count);
        }
    }
}
