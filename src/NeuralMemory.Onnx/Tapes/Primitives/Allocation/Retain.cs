using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable RetainCore(Variable memory, Variable retention)
    {
        Graph.Begin("Retain");
        int rows = retention.Rows;
        return Result(Of(memory, rows).Multiply(Of(retention).Unsqueeze(1)), memory.Shape.WithRows(rows));
    }
}
