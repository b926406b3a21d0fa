using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override (Variable Usage, Variable Retention) UsageCore(
        Variable usage, Variable writes, Variable reads, Variable freeGates, bool throughWrites)
    {
        Graph.Begin("Usage");
        int rows = freeGates.Rows;
        Value kept = Of(reads, rows).Multiply(Of(freeGates)).FromOne().Product(1).Relu();
        Value free = Of(usage, rows).FromOne().Multiply(Of(writes, rows).FromOne().Product(1)).Relu();
        var shape = new Shape(rows, usage.Shape[1]);
        return (Result(kept.Multiply(free.FromOne()), shape), Result(kept, shape));
    }
}
