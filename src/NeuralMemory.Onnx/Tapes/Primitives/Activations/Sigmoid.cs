using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable SigmoidCore(Variable x)
    {
        Graph.Begin("Sigmoid");
        return Result(Of(x).Sigmoid(), x.Shape);
    }
}
