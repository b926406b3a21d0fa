using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    /// <summary>What keeps cosines and logarithms of weightings finite.</summary>
    private const double Epsilon = 1e-6;

    protected override Variable ContentAddressingCore(Variable keys, Variable strengths, Variable memory)
    {
        Graph.Begin("ContentAddressing");
        int rows = keys.Rows;
        Value k = Of(keys), m = Of(memory, rows);
        Value scores = k.MatMul(m).Multiply(InverseLengths(m, 1)).Multiply(InverseLengths(k, 2).Multiply(Of(strengths, rows)));
        return Result(scores.Softmax(), new Shape(rows, keys.Shape[1], memory.Shape[2]));
    }

    /// <summary>1 / sqrt(x.x + e) along a dimension, which becomes 1.</summary>
    private static Value InverseLengths(Value x, long axis) => x.SquareSum(axis).Add(Epsilon).Root().Reciprocal();
}
