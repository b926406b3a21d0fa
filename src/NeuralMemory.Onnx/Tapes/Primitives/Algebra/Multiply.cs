using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable MultiplyCore(Variable a, Variable b, int rows)
    {
        Graph.Begin("Multiply");
        return Result(Of(a, rows).Multiply(Like(b, a, rows)), a.Shape.WithRows(rows));
    }
}
