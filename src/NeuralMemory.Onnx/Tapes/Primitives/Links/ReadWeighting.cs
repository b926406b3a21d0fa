using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable ReadWeightingCore(Variable modes, Variable backward, Variable content, Variable forward)
    {
        Graph.Begin("ReadWeighting");
        int rows = content.Rows;
        Value all = Value.Concat(2, Of(backward, rows), Of(content).Unsqueeze(2), Of(forward, rows));
        return Result(Of(modes, rows).Unsqueeze(2).MatMul(all).Squeeze(2), content.Shape);
    }
}
