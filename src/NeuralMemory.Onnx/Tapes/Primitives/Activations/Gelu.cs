using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable GeluCore(Variable x)
    {
        Graph.Begin("Gelu");
        Value value = Of(x), share = value.Multiply(1 / Math.Sqrt(2)).ErrorFunction().Add(1).Multiply(0.5);
        return Result(value.Multiply(share), x.Shape);
    }
}
