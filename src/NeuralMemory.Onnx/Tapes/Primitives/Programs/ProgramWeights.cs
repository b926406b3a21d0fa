using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable ProgramWeightsCore(Variable queries, Variable strengths, Variable keys)
    {
        Graph.Begin("ProgramWeights");
        int rows = queries.Rows;
        // The heads, and not the sequences, are what has memories of their own.
        Value q = Of(queries).Transpose(1, 0, 2), k = Of(keys), told = Of(strengths, rows).Transpose(1, 0, 2);
        Value scores = q.MatMul(k.Transpose(0, 2, 1)).Multiply(InverseLengths(k, 2).Transpose(0, 2, 1))
            .Multiply(InverseLengths(q, 2).Multiply(told));
        return Result(scores.Softmax().Transpose(1, 0, 2), new Shape(rows, queries.Shape[1], keys.Shape[1]));
    }
}
