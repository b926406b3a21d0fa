using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable AnsweredCore(Variable x, SequenceBatch batch)
    {
        Graph.Begin("Answered");
        return Result(Of(x).Gather(Indices(batch.Answered), 0), new Shape(batch.Answers, x.Shape.RowCount));
    }

    private Value Indices(ReadOnlySpan<int> rows) => Graph.Wholes(Array.ConvertAll(rows.ToArray(), row => (long)row));
}
