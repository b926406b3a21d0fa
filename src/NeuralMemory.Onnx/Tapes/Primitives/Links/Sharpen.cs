using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable SharpenLinksCore(Variable weighting, Variable exponents)
    {
        Graph.Begin("SharpenLinks");
        int rows = exponents.Rows;
        Value logs = Of(weighting, rows).Relu().Add(Epsilon).Logarithm();
        return Result(logs.Multiply(Of(exponents).Unsqueeze(3)).Softmax(), weighting.Shape.WithRows(rows));
    }
}
