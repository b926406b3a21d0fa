using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>A memory with all its slots: [B, W, N] their content, and [B, N] when each was last used.</summary>
internal sealed class DenseSlots : SparseMemory
{
    public DenseSlots(GraphVariable content, GraphVariable lastUse)
    {
        (Content, LastUse) = (content, lastUse);
        (Sequences, Width, Slots) = (content.Rows, content.Shape[1], content.Shape[2]);
    }

    public GraphVariable Content { get; }

    public GraphVariable LastUse { get; }
}

internal sealed partial class GraphTape
{
    protected override SparseMemory NewSparseMemoryCore(int sequences, int slots, int width, int exhaustive)
    {
        if (slots > SparseMemory.MostDense)
            throw new OnnxException(
                $"a model of ONNX computes a sparse memory with all its slots, and {slots} are too many: --slots "
                + $"{SparseMemory.MostDense} or fewer");
        Graph.Begin("SparseMemory");
        Shape shape = new(sequences, slots);
        Value times = Places(slots).Cast(ElementType.Single).Add(-slots).Unsqueeze(0);
        Value blank = Repeat(Graph.Number(0), shape);
        return new DenseSlots((GraphVariable)Fill(new Shape(sequences, width, slots), 0), Result(blank.Add(times), shape));
    }

    protected override SparseMemory SparseSetCore(SparseMemory memory, Variable content, Variable lastUse) =>
        new DenseSlots((GraphVariable)content, (GraphVariable)lastUse);

    protected override Variable SparseContentCore(SparseMemory memory, int slots)
    {
        DenseSlots dense = SlotsOf(memory);
        if (slots == dense.Slots)
            return dense.Content;
        Graph.Begin("SparseContent");
        return Result(dense.Content.Value.Slice(2, 0, slots), new Shape(dense.Sequences, dense.Width, slots));
    }

    protected override Variable SparseLastUseCore(SparseMemory memory, int slots)
    {
        DenseSlots dense = SlotsOf(memory);
        if (slots == dense.Slots)
            return dense.LastUse;
        Graph.Begin("SparseLastUse");
        return Result(dense.LastUse.Value.Slice(1, 0, slots), new Shape(dense.Sequences, slots));
    }

    protected override Variable SpreadSlotsCore(SparseWeighting weighting, int slots)
    {
        Graph.Begin("SpreadSlots");
        Shape shape = weighting.Slots.Shape;
        Value spread = Spread(Of(weighting.Slots), Of(weighting.Weights, shape[0]), shape, slots);
        return Result(spread, new Shape(shape[0], shape[1], slots));
    }

    private static DenseSlots SlotsOf(SparseMemory memory) => (DenseSlots)memory;

    /// <summary>Weights of a few slots [B, H, K] over the first n: [B, H, n].</summary>
    private Value Spread(Value slots, Value weights, Shape shape, int count)
    {
        Value isThere = slots.IsAtLeast(Graph.Number(0)).And(slots.IsLess(Graph.Number(count)));
        Value zero = Graph.Number(0), places = isThere.Choose(slots, zero).Cast(ElementType.Whole);
        return Repeat(zero, new Shape(shape[0], shape[1], count)).ScatterSum(places, isThere.Choose(weights, zero));
    }
}
