using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable ExtendRowsCore(Variable x, Variable start, int rows)
    {
        Graph.Begin("ExtendRows");
        Value y = Matrix(x, x.Rows);
        if (x.Rows < rows)
            y = Value.Concat(0, y, Matrix(start, start.Rows).Slice(0, x.Rows, rows));
        return Result(y, new Shape(rows, x.Shape.RowCount));
    }
}
