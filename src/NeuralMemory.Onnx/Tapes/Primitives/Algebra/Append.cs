using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable AppendCore(Variable? cache, Variable x)
    {
        Graph.Begin("Append");
        Value last = Of(x).Unsqueeze(1);
        Value y = cache is null ? last : Value.Concat(1, Of(cache, x.Rows), last);
        return Result(y, new Shape(x.Rows, (cache?.Shape[1] ?? 0) + 1, x.Shape.RowCount));
    }
}
