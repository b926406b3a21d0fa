using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable BlockLinearCore(Variable x, Variable weights, Variable? bias)
    {
        Graph.Begin("BlockLinear");
        int blocks = weights.Shape[0], width = blocks * weights.Shape[2];
        Value y = Of(x).Reshape(0, blocks, 1, weights.Shape[1]).MatMul(Of(weights)).Reshape(0, width);
        return Result(bias is null ? y : y.Add(Of(bias).Reshape(width)), new Shape(x.Rows, width));
    }
}
