using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable AppendCore(Variable? cache, Variable x) => Append(cache is null ? null : Of(cache), Of(x));

    private NativeVariable Append(NativeVariable? cache, NativeVariable x)
    {
        int rows = x.Rows, width = x.Shape.RowCount, there = cache?.Shape.RowCount ?? 0, row = there + width;
        NativeVariable y = New(new Shape(rows, row / width, width));
        if (cache is not null)
            Elementwise.CopyRows(cache.Value, there, y.Value, row, there, rows);
        Elementwise.CopyRows(x.Value, width, y.Value + there, row, width, rows);
        if (IsRecording)
            Record<AppendNode>().Set(cache, x, y);
        return y;
    }

    private sealed class AppendNode : Node
    {
        private NativeVariable? _cache;
        private NativeVariable _x = null!, _y = null!;

        public override string Name => "Append";

        public override NativeVariable Output => _y;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Cache;

        public void Set(NativeVariable? cache, NativeVariable x, NativeVariable y) => (_cache, _x, _y) = (cache, x, y);

        public override void Backward(NativeTape tape)
        {
            int row = _y.Shape.RowCount, width = _x.Shape.RowCount, there = row - width;
            if (_cache is not null)
                Pass(_cache.Accumulate(tape), there, 0);
            Pass(_x.Accumulate(tape), width, there);

            void Pass(Real* to, int count, int from)
            {
                for (int r = 0; r < _y.Rows; r++)
                    Elementwise.Add(_y.Gradient + (long)r * row + from, to + (long)r * count, count);
            }
        }
    }
}
