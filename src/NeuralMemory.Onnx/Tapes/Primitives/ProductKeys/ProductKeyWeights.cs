using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Weights, Variable Slots) ProductKeyWeightsCore(
        Variable queries, Variable first, Variable second, int top)
    {
        Graph.Begin("ProductKeyWeights");
        int heads = first.Shape[0], half = first.Shape[2], keys = first.Shape[1];
        Value q = Of(queries).Reshape(0, heads, 2 * half).Transpose(1, 0, 2), most = Graph.Wholes(top);
        (Value firsts, Value one) = q.Slice(2, 0, half).MatMul(Of(first).Transpose(0, 2, 1)).TopK(most, highest: true);
        (Value seconds, Value other) = q.Slice(2, half, 2 * half).MatMul(Of(second).Transpose(0, 2, 1)).TopK(most, highest: true);
        Value sums = firsts.Unsqueeze(3).Add(seconds.Unsqueeze(2)).Reshape(0, 0, top * top);
        Value places = one.Unsqueeze(3).Multiply(Graph.Whole(keys)).Add(other.Unsqueeze(2)).Reshape(0, 0, top * top);
        (Value best, Value at) = sums.TopK(most, highest: true);
        Shape shape = new(queries.Rows, heads, top);
        Value slots = places.GatherElements(at).Transpose(1, 0, 2).Cast(ElementType.Single);
        return (Result(best.Softmax().Transpose(1, 0, 2), shape), Result(slots, shape));
    }
}
