using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable SpreadCore(Variable weights, Variable? bias, Variable z)
    {
        Graph.Begin("Spread");
        int parts = weights.Shape[0], few = weights.Shape[1], width = parts * weights.Shape[2];
        Value y = Of(z).Reshape(0, parts, 1, few).MatMul(Of(weights)).Reshape(0, width);
        return Result(bias is null ? y : y.Add(Of(bias).Reshape(width)), new Shape(z.Rows, width));
    }
}
