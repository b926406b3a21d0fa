using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>Links as whole matrices [B, H, N, N].</summary>
internal sealed class DenseLinks : SlotLinks
{
    public DenseLinks(GraphVariable matrix, int entries)
    {
        (Matrix, Entries) = (matrix, entries);
        (Sequences, Heads, Slots) = (matrix.Rows, matrix.Shape[1], matrix.Shape[2]);
    }

    public GraphVariable Matrix { get; }
}

internal sealed partial class GraphTape
{
    protected override SlotLinks NewSlotLinksCore(int sequences, int heads, int slots, int entries) => slots > SlotLinks.MostDense
        ? throw new OnnxException(
            $"a model of ONNX computes links between all slots, and {slots} are too many: --slots {SlotLinks.MostDense} or fewer")
        : new DenseLinks((GraphVariable)Fill(new Shape(sequences, heads, slots, slots), 0), entries);

    protected override SlotLinks SetLinksCore(SlotLinks links, Variable matrix) =>
        new DenseLinks((GraphVariable)matrix, links.Entries);

    protected override Variable LinkMatrixCore(SlotLinks links, int slots)
    {
        DenseLinks dense = LinksOf(links);
        if (slots == dense.Slots)
            return dense.Matrix;
        Graph.Begin("LinkMatrix");
        return Result(dense.Matrix.Value.Slice(2, 0, slots).Slice(3, 0, slots), new Shape(links.Sequences, links.Heads, slots, slots));
    }

    protected override WrittenLinks WriteLinksCore(SlotLinks links, SparseWeighting precedence, SparseWeighting writes)
    {
        Graph.Begin("WriteLinks");
        int rows = writes.Slots.Rows, slots = links.Slots, entries = links.Entries;
        Shape of = writes.Slots.Shape.WithRows(rows), before = precedence.Slots.Shape.WithRows(rows);
        Value w = Spread(Of(writes.Slots, rows), Of(writes.Weights, rows), of, slots);
        Value p = Spread(Of(precedence.Slots, rows), Of(precedence.Weights, rows), before, slots);
        Value to = w.Unsqueeze(3), from = w.Unsqueeze(2), numbers = Places(slots);
        Value isOff = numbers.Unsqueeze(1).IsEqual(numbers.Unsqueeze(0)).Not();
        Value after = to.FromOne().Subtract(from).Multiply(Of(LinksOf(links).Matrix, rows)).Add(to.Multiply(p.Unsqueeze(2)));
        after = isOff.Choose(after, Graph.Number(0));
        (_, Value inRow, _) = Largest(after, entries);
        (_, Value inColumn, _) = Largest(after.Transpose(0, 1, 3, 2), entries);
        Value kept = inRow.And(inColumn.Transpose(0, 1, 3, 2)).Choose(after, Graph.Number(0));
        Shape shape = new(rows, links.Heads, slots, slots);
        return new(new DenseLinks(Result(kept, shape), entries), Kept(NextPrecedence(p, w), new Shape(rows, links.Heads, entries)));
    }

    protected override FollowedLinks FollowLinksCore(SlotLinks links, SparseWeighting reads, int rows, int most)
    {
        Graph.Begin("FollowLinks");
        Value matrix = Of(LinksOf(links).Matrix, rows);
        Value read = Spread(Of(reads.Slots, rows), Of(reads.Weights, rows), reads.Slots.Shape.WithRows(rows), links.Slots).Unsqueeze(3);
        Shape shape = new(rows, links.Heads, most);
        return new(
            Kept(matrix.MatMul(read).Squeeze(3), shape), Kept(matrix.Transpose(0, 1, 3, 2).MatMul(read).Squeeze(3), shape));
    }

    private static DenseLinks LinksOf(SlotLinks links) => (DenseLinks)links;

    /// <summary>The largest of weights [B, H, N], in the order of the slots, behind -1 for none.</summary>
    private SparseWeighting Kept(Value weights, Shape shape)
    {
        (Value sizes, Value places) = weights.Absolute().TopK(Graph.Wholes(shape[2]), highest: true);
        Value largest = weights.GatherElements(places);
        Value names = sizes.IsMore(Graph.Number(0)).Choose(places.Cast(ElementType.Single), Graph.Number(-1));
        (Value slots, Value order) = names.TopK(Graph.Wholes(shape[2]), highest: false);
        return new(Result(slots, shape), Result(largest.GatherElements(order), shape));
    }
}
