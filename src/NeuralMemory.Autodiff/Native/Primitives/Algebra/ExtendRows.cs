using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable ExtendRowsCore(Variable x, Variable start, int rows) =>
        ExtendRows(Of(x), Of(start), rows);

    private NativeVariable ExtendRows(NativeVariable x, NativeVariable start, int rows)
    {
        int width = x.Shape.RowCount, there = x.Rows * width;
        NativeVariable y = New(new Shape(rows, width));
        Elementwise.Copy(x.Value, y.Value, there);
        Elementwise.Copy(start.Value + there, y.Value + there, y.Shape.Count - there);
        if (IsRecording)
            Record<ExtendRowsNode>().Set(x, start, y);
        return y;
    }

    private sealed class ExtendRowsNode : Node
    {
        private NativeVariable _x = null!, _start = null!, _y = null!;

        public override string Name => "ExtendRows";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable start, NativeVariable y) => (_x, _start, _y) = (x, start, y);

        public override void Backward(NativeTape tape)
        {
            int there = _x.Shape.Count;
            Elementwise.Add(_y.Gradient, _x.Accumulate(tape), there);
            Elementwise.Add(_y.Gradient + there, _start.Accumulate(tape) + there, _y.Shape.Count - there);
        }
    }
}
