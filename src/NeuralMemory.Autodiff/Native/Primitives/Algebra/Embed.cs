using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable EmbedCore(Variable inputs, ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables, int width) =>
        Embed(Of(inputs), columns, tables, width);

    private NativeVariable Embed(NativeVariable inputs, ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables, int width)
    {
        NativeVariable y = New(new Shape(inputs.Rows, width));
        int source = inputs.Shape.RowCount;
        for (int row = 0; row < inputs.Rows; row++)
        {
            Real* x = inputs.Value + row * source, to = y.Value + row * width;
            int next = 0;
            for (int i = 0; i < columns.Length; i++)
            {
                Elementwise.Copy(x + next, to, columns[i] - next);
                to += columns[i] - next;
                int size = tables[i].Shape[1], symbol = SymbolOf(x[columns[i]], tables[i]);
                if (symbol < 0)
                    Elementwise.Clear(to, size);
                else
                    Elementwise.Copy(tables[i].Values + symbol * size, to, size);
                to += size;
                next = columns[i] + 1;
            }

            Elementwise.Copy(x + next, to, source - next);
        }

        if (IsRecording)
            Record<EmbedNode>().Set(this, inputs, columns, tables, y);
        return y;
    }

    private static int SymbolOf(Real number, Parameter table) => number >= -1 && number < table.Shape[0] && number == Real.Floor(number)
        ? (int)number
        : throw new ArgumentException($"{nameof(Embed)}: {number} is no symbol of the {table.Shape[0]} of '{table.Name}'");

    /// <summary>Only rows of tables that were looked up are touched. The inputs are still there: they say which.</summary>
    private sealed class EmbedNode : Node
    {
        private NativeVariable[] _tables = [];
        private Parameter[] _parameters = [];
        private int[] _columns = [];
        private NativeVariable _x = null!, _y = null!;
        private int _count;

        public override bool GoesRowByRow => false;

        public override string Name => "Embed";

        public override NativeVariable Output => _y;

        public void Set(
            NativeTape tape, NativeVariable x, ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables, NativeVariable y)
        {
            (_x, _y, _count) = (x, y, columns.Length);
            if (_columns.Length < _count)
                (_columns, _tables, _parameters) = (new int[_count], new NativeVariable[_count], new Parameter[_count]);
            columns.CopyTo(_columns);
            tables.CopyTo(_parameters);
            for (int i = 0; i < _count; i++)
                _tables[i] = Of(tape.Use(tables[i]));
        }

        public override void Backward(NativeTape tape)
        {
            Real* dy = _y.Gradient;
            int source = _x.Shape.RowCount, width = _y.Shape.RowCount;
            for (int i = 0, from = 0; i < _count; i++)
            {
                int size = _tables[i].Shape[1];
                from += _columns[i] - (i == 0 ? 0 : _columns[i - 1] + 1);
                Real* table = _tables[i].AccumulateRows(tape, _parameters[i]);
                for (int row = 0; row < _x.Rows; row++)
                    if ((int)_x.Value[row * source + _columns[i]] is >= 0 and var symbol)
                    {
                        Elementwise.Add(dy + row * width + from, table + symbol * size, size);
                        tape.TouchRow(_parameters[i], symbol);
                    }

                from += size;
            }

            if (_x.NeedsGradient)
                PassOn(_x.Accumulate(tape), dy, source, width);
        }

        /// <summary>To the numbers that are no symbols.</summary>
        private void PassOn(Real* dx, Real* dy, int source, int width)
        {
            for (int row = 0; row < _x.Rows; row++)
            {
                Real* from = dy + row * width, to = dx + row * source;
                int next = 0;
                for (int i = 0; i < _count; i++)
                {
                    Elementwise.Add(from, to + next, _columns[i] - next);
                    from += _columns[i] - next + _tables[i].Shape[1];
                    next = _columns[i] + 1;
                }

                Elementwise.Add(from, to + next, source - next);
            }
        }
    }
}
