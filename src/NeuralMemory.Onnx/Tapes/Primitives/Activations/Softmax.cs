using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable SoftmaxCore(Variable x)
    {
        Graph.Begin("Softmax");
        return Result(Of(x).Softmax(), x.Shape);
    }
}
