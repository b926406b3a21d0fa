using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable GatherRowsCore(Variable x, ReadOnlySpan<int> rows) => GatherRows(Of(x), rows, "GatherRows");

    protected override Variable LookupCore(Parameter table, ReadOnlySpan<int> indices) =>
        GatherRows(Of(UseCore(table)), indices, "Lookup");

    private NativeVariable GatherRows(NativeVariable x, ReadOnlySpan<int> rows, string name)
    {
        NativeVariable y = New(x.Shape.WithRows(rows.Length));
        int width = x.Shape.RowCount;
        Real* target = y.Value;
        foreach (int row in rows)
        {
            if (row < 0)
                Elementwise.Clear(target, width);
            else
                Elementwise.Copy(x.Value + (long)row * width, target, width);
            target += width;
        }

        if (IsRecording)
            Record<GatherRowsNode>().Set(x, rows, y, name);
        return y;
    }

    private sealed class GatherRowsNode : Node
    {
        private readonly IndexList _rows = new();
        private NativeVariable _x = null!, _y = null!;
        private string _name = "";

        public override string Name => _name;

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, ReadOnlySpan<int> rows, NativeVariable y, string name)
        {
            (_x, _y, _name) = (x, y, name);
            _rows.Set(rows);
        }

        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient;
            int width = _x.Shape.RowCount;
            foreach (int row in _rows.Items)
            {
                if (row >= 0)
                    Elementwise.Add(dy, dx + (long)row * width, width);
                dy += width;
            }
        }
    }
}
