using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable SparseReadAtCore(SparseMemory memory, SparseWeighting weighting)
    {
        Graph.Begin("SparseReadAt");
        DenseSlots dense = SlotsOf(memory);
        Shape shape = weighting.Slots.Shape;
        Value spread = Spread(Of(weighting.Slots), Of(weighting.Weights, shape[0]), shape, dense.Slots);
        return Result(
            spread.MatMul(Of(dense.Content, shape[0]).Transpose(0, 2, 1)), new Shape(shape[0], shape[1], dense.Width));
    }

    protected override SparseWeighting SparseReadWeightingCore(
        Variable modes, SparseWeighting backward, SparseWeighting content, SparseWeighting forward)
    {
        Graph.Begin("SparseReadWeighting");
        int rows = modes.Rows;
        SparseWeighting[] sources = [backward, content, forward];
        Value[] shares = Of(modes).Split(2, 1, 1, 1);
        Value weights = Value.Concat(2, [.. sources.Select((source, mode) => Of(source.Weights, rows).Multiply(shares[mode]))]);
        Value slots = Value.Concat(2, [.. sources.Select(source => Of(source.Slots, rows))]);
        Shape shape = new(rows, modes.Shape[1], sources.Sum(source => source.Slots.Shape[2]));
        return new(Result(slots, shape), Result(weights, shape));
    }
}
