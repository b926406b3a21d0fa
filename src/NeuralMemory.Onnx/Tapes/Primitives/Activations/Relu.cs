using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable ReluCore(Variable x)
    {
        Graph.Begin("Relu");
        return Result(Of(x).Relu(), x.Shape);
    }
}
