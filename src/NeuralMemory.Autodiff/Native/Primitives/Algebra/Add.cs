using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable AddCore(Variable a, Variable b, int rows) => Add(Of(a), Of(b), rows);

    private NativeVariable Add(NativeVariable a, NativeVariable b, int rows)
    {
        NativeVariable y = New(a.Shape.WithRows(rows));
        Elementwise.Plus(a.Value, b.Value, y.Value, y.Shape.Count);
        if (IsRecording)
            Record<AddNode>().Set(a, b, y);
        return y;
    }

    private sealed class AddNode : Node
    {
        private NativeVariable _a = null!, _b = null!, _y = null!;

        public override string Name => "Add";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable a, NativeVariable b, NativeVariable y) => (_a, _b, _y) = (a, b, y);

        public override void Backward(NativeTape tape)
        {
            Pass(tape, _a);
            Pass(tape, _b);
        }

        private void Pass(NativeTape tape, NativeVariable to)
        {
            if (!to.NeedsGradient)
                return;
            Real* gradient = to.Write(tape, _y.Rows, out bool add);
            if (add)
                Elementwise.Add(_y.Gradient, gradient, _y.Shape.Count);
            else
                Elementwise.Copy(_y.Gradient, gradient, _y.Shape.Count);
        }
    }
}
