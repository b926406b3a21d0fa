using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable TanhCore(Variable x)
    {
        Graph.Begin("Tanh");
        return Result(Of(x).Tanh(), x.Shape);
    }
}
