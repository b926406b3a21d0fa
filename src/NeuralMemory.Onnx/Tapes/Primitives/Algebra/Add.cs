using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable AddCore(Variable a, Variable b, int rows)
    {
        Graph.Begin("Add");
        return Result(Of(a, rows).Add(Like(b, a, rows)), a.Shape.WithRows(rows));
    }
}
