using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable WeightedRowsCore(Parameter table, Variable weights, Variable slots) =>
        WeightedRows(table, Of(UseCore(table)), Of(weights), Of(slots));

    private NativeVariable WeightedRows(Parameter parameter, NativeVariable table, NativeVariable weights, NativeVariable slots)
    {
        int rows = weights.Rows, count = weights.Shape.RowCount, width = table.Shape[1];
        NativeVariable read = New(new Shape(rows, width));
        Elementwise.Clear(read.Value, read.Shape.Count);
        for (int b = 0; b < rows; b++)
            for (int k = b * count; k < (b + 1) * count; k++)
                Elementwise.AddScaled(weights.Value[k], table.Value + (long)slots.Value[k] * width, read.Value + b * width, width);

        if (IsRecording)
            Record<WeightedRowsNode>().Set(parameter, table, weights, slots, read);
        return read;
    }

    private sealed class WeightedRowsNode : Node
    {
        private Parameter _parameter = null!;
        private NativeVariable _table = null!, _weights = null!, _slots = null!, _read = null!;

        public override string Name => "WeightedRows";

        public override NativeVariable Output => _read;

        public void Set(
            Parameter parameter, NativeVariable table, NativeVariable weights, NativeVariable slots, NativeVariable read) =>
            (_parameter, _table, _weights, _slots, _read) = (parameter, table, weights, slots, read);

        public override void Backward(NativeTape tape)
        {
            int rows = _weights.Rows, count = _weights.Shape.RowCount, width = _table.Shape[1];
            Real* dTable = _table.AccumulateRows(tape, _parameter), dWeights = _weights.Accumulate(tape);
            for (int b = 0; b < rows; b++)
                for (int k = b * count; k < (b + 1) * count; k++)
                {
                    long row = (long)_slots.Value[k] * width;
                    Real* gradient = _read.Gradient + b * width;
                    Elementwise.AddScaled(_weights.Value[k], gradient, dTable + row, width);
                    dWeights[k] += Elementwise.Dot(gradient, _table.Value + row, width);
                    tape.TouchRow(_parameter, (int)_slots.Value[k]);
                }
        }
    }
}
