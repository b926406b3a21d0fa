using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable RowsCore(Variable x, int row, int count) =>
        Rows(Of(x), row, count);

    private NativeVariable Rows(NativeVariable x, int row, int count)
    {
        int width = x.Shape.RowCount;
        NativeVariable y = View(x.Shape.WithRows(count), x.Value + row * width);
        if (IsRecording)
            Record<RowsNode>().Set(x, row, y);
        return y;
    }

    protected override void RowsIntoCore(Variable destination, int row, ReadOnlySpan<Variable> inputs) =>
        RowsInto(Of(destination), row, inputs);

    private void RowsInto(NativeVariable destination, int row, ReadOnlySpan<Variable> inputs)
    {
        int rows = inputs[0].Rows, stride = destination.Shape.RowCount, column = 0;
        foreach (NativeVariable input in inputs)
        {
            int width = input.Shape.RowCount;
            for (int r = 0; r < rows; r++)
                Elementwise.Copy(input.Value + r * width, destination.Value + (row + r) * stride + column, width);
            if (IsRecording)
                Record<RowsIntoNode>().Set(input, destination, row, column);
            column += width;
        }
    }

    private sealed class RowsNode : Node
    {
        private NativeVariable _x = null!, _y = null!;
        private int _row;

        public override string Name => "Rows";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, int row, NativeVariable y) => (_x, _row, _y) = (x, row, y);

        public override void Backward(NativeTape tape) =>
            Elementwise.Add(_y.Gradient, _x.Accumulate(tape) + _row * _x.Shape.RowCount, _y.Shape.Count);
    }

    private sealed class RowsIntoNode : Node
    {
        private NativeVariable _x = null!, _y = null!;
        private int _row, _column;

        public override string Name => "RowsInto";

        public override NativeVariable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => [new(Name, _y, _row, _x.Rows)];

        public void Set(NativeVariable x, NativeVariable y, int row, int column) => (_x, _y, _row, _column) = (x, y, row, column);

        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape);
            int width = _x.Shape.RowCount, stride = _y.Shape.RowCount;
            for (int r = 0; r < _x.Rows; r++)
                Elementwise.Add(_y.Gradient + (_row + r) * stride + _column, dx + r * width, width);
        }
    }
}
