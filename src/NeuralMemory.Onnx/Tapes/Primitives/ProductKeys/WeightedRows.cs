using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable WeightedRowsCore(Parameter table, Variable weights, Variable slots)
    {
        Graph.Begin("WeightedRows");
        int count = weights.Shape.RowCount, width = table.Shape[1];
        Value chosen = Of(slots).Reshape(0, count).Cast(ElementType.Whole);
        Value values = Weights(table.Tensors[0]).Gather(chosen, 0);
        Value read = Of(weights).Reshape(0, 1, count).MatMul(values).Reshape(0, width);
        return Result(read, new Shape(weights.Rows, width));
    }
}
