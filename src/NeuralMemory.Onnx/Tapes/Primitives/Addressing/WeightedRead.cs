using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable WeightedReadCore(Variable memory, Variable weights, int firstHead, int heads)
    {
        Graph.Begin("WeightedRead");
        int rows = weights.Rows;
        Value reads = Heads(weights, firstHead, heads).MatMul(Of(memory, rows).Transpose(0, 2, 1));
        return Result(reads, new Shape(rows, heads, memory.Shape[1]));
    }

    /// <summary>The weightings of some of the heads.</summary>
    private static Value Heads(Variable weights, int first, int heads) =>
        heads == weights.Shape[1] ? Of(weights) : Of(weights).Slice(1, first, first + heads);
}
