using NeuralMemory.Autodiff;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable ClampCore(Variable x, Real limit)
    {
        Graph.Begin("Clamp");
        return Result(Of(x).Clip(-limit, limit), x.Shape);
    }

    protected override void ClampIntoCore(Variable x, Real limit, Variable destination, int row)
    {
        Graph.Begin("Clamp");
        Write(destination, row, x.Rows, Matrix(x, x.Rows).Clip(-limit, limit));
    }

    /// <summary>Writes rows of a kept tensor.</summary>
    private static void Write(Variable destination, int row, int rows, Value part) =>
        ((GraphVariable)destination).Kept.Write(row, rows, part);
}
