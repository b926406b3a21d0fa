using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable WriteWeightingCore(
        Variable allocation, Variable content, Variable allocationGates, Variable writeGates)
    {
        Graph.Begin("WriteWeighting");
        int rows = content.Rows;
        Value where = Mix(Of(content), Of(allocation, rows), Of(allocationGates, rows));
        return Result(where.Multiply(Of(writeGates, rows)), content.Shape);
    }
}
