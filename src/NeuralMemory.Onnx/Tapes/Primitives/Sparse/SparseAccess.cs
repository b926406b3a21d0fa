using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override SparseWeighting SparseWriteWeightingCore(
        SparseMemory memory, SparseWeighting reads, Variable writeGates, Variable mixGates)
    {
        Graph.Begin("SparseWriteWeighting");
        DenseSlots dense = SlotsOf(memory);
        int rows = writeGates.Rows, writers = writeGates.Shape[1], entries = reads.Slots.Shape[2], free = Math.Min(writers, dense.Slots);
        (_, Value least) = Of(dense.LastUse, rows).TopK(Graph.Wholes(free), highest: false);
        Value slot = least.Cast(ElementType.Single).Unsqueeze(2);
        // Where there are more writers than slots, the last slot is that of all the others.
        Value last = slot.Slice(1, free - 1, free);
        for (int v = free; v < writers; v++)
            slot = Value.Concat(1, slot, last);
        Value mix = Of(mixGates), weights = Value.Concat(2, mix.FromOne(), mix.Multiply(Of(reads.Weights, rows))).Multiply(Of(writeGates));
        Shape shape = new(rows, writers, 1 + entries);
        return new(Result(Value.Concat(2, slot, Of(reads.Slots, rows)), shape), Result(weights, shape));
    }

    protected override SparseMemory SparseWriteCore(SparseMemory memory, SparseWeighting writes, Variable add)
    {
        Graph.Begin("SparseWrite");
        DenseSlots dense = SlotsOf(memory);
        int rows = add.Rows, writers = add.Shape[1];
        Value slots = Of(writes.Slots, rows), first = slots.Slice(2, 0, 1), one = first.Multiply(0).Add(1);
        Value erased = Spread(first, one, new Shape(rows, writers, 1), dense.Slots).Sum(1, keeps: true);
        Value kept = erased.IsMore(Graph.Number(0)).Choose(Graph.Number(0), Of(dense.Content, rows));
        Value weights = Spread(slots, Of(writes.Weights, rows), writes.Slots.Shape.WithRows(rows), dense.Slots);
        Value content = kept.Add(Of(add).Transpose(0, 2, 1).MatMul(weights));
        return new DenseSlots(
            Result(content, new Shape(rows, dense.Width, dense.Slots)), Result(Of(dense.LastUse, rows), new Shape(rows, dense.Slots)));
    }

    protected override SparseReading SparseReadCore(SparseMemory memory, Variable keys, Variable strengths, int most)
    {
        Graph.Begin("SparseRead");
        DenseSlots dense = SlotsOf(memory);
        int rows = keys.Rows;
        Value k = Of(keys), m = Of(dense.Content, rows);
        Value cosines = k.MatMul(m).Multiply(InverseLengths(m, 1)).Multiply(InverseLengths(k, 2));
        (Value best, Value places) = cosines.TopK(Graph.Wholes(most), highest: true);
        Value weights = best.Multiply(Of(strengths, rows)).Softmax(), slots = places.Cast(ElementType.Single);
        Shape shape = new(rows, keys.Shape[1], most);
        Value reads = Spread(slots, weights, shape, dense.Slots).MatMul(m.Transpose(0, 2, 1));
        return new(Result(slots, shape), Result(weights, shape), Result(reads, keys.Shape));
    }

    protected override SparseMemory SparseUseCore(SparseMemory memory, SparseWeighting reads, SparseWeighting writes, double threshold)
    {
        Graph.Begin("SparseUse");
        DenseSlots dense = SlotsOf(memory);
        int rows = reads.Slots.Rows;
        Value isUsed = Together(reads, dense.Slots).Add(Together(writes, dense.Slots)).IsMore(Graph.Number(threshold));
        Value times = isUsed.Choose(Graph.Number(0), Of(dense.LastUse, rows).Add(-1));
        return new DenseSlots(
            Result(Of(dense.Content, rows), new Shape(rows, dense.Width, dense.Slots)), Result(times, new Shape(rows, dense.Slots)));
    }

    /// <summary>The weights of all heads at each slot [B, N].</summary>
    private Value Together(SparseWeighting weighting, int slots) =>
        Spread(Of(weighting.Slots), Of(weighting.Weights), weighting.Slots.Shape, slots).Sum(1, keeps: false);
}
