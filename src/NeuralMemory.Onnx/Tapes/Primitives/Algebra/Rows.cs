using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable RowsCore(Variable x, int row, int count)
    {
        Graph.Begin("Rows");
        Value value = Of(x);
        return Result(row == 0 && count == x.Rows ? value : value.Slice(0, row, row + count), x.Shape.WithRows(count));
    }

    protected override void RowsIntoCore(Variable destination, int row, ReadOnlySpan<Variable> inputs)
    {
        Graph.Begin("RowsInto");
        Write(destination, row, inputs[0].Rows, Beside(inputs, inputs[0].Rows));
    }
}
