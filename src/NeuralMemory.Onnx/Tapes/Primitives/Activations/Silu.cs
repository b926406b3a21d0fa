using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable SiluCore(Variable x)
    {
        Graph.Begin("Silu");
        Value value = Of(x);
        return Result(value.Multiply(value.Sigmoid()), x.Shape);
    }
}
