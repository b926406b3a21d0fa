using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override SparseTemporalLinks SparseTemporalLinkCore(
        Variable slots, Variable values, Variable precedence, Variable writes, Variable reads)
    {
        Graph.Begin("SparseTemporalLink");
        int rows = writes.Rows, readers = reads.Shape[1];
        Shape kept = values.Shape.WithRows(rows), followed = new(rows, readers, kept[1], kept[2]);
        Value p = Of(precedence, rows);
        (Value w, Value isWritten, _) = Largest(Of(writes), kept[3]);
        (Value before, _, Value sources) = Largest(p, kept[3]);
        SparseRows links = NextRows(new(Of(slots, rows), Of(values, rows)), w, isWritten, before, sources, kept);
        (Value forward, Value backward) = Follow(links, Of(reads, rows), readers, kept);
        return new SparseTemporalLinks(
            Result(links.Columns, kept), Result(links.Values, kept), Result(NextPrecedence(p, w), writes.Shape),
            Result(forward, followed), Result(backward, followed));
    }

    /// <summary>
    /// The links after a write. Each row's candidates are its K entries and the K sources, brought in ascending order of their columns,
    /// where a source that is an entry already stands right behind it.
    /// </summary>
    private SparseRows NextRows(SparseRows links, Value writes, Value isWritten, Value precedence, Value sources, Shape kept)
    {
        int writers = kept[1], count = kept[2], entries = kept[3], wide = 2 * entries;
        Value zero = Graph.Number(0), none = Graph.Number(-1);
        Value added = sources.Cast(ElementType.Single).Unsqueeze(2).Expand(links.Columns.Dimensions());
        (Value columns, Value order) = Value.Concat(3, links.Columns, added).TopK(Graph.Wholes(wide), highest: false);
        Value isOld = order.IsLess(Graph.Whole(entries)), isSlot = columns.IsAtLeast(zero);
        // What stands before the first is no column at all.
        Value left = Value.Concat(3, columns.Slice(3, 0, 1).Multiply(0).Add(-2), columns.Slice(3, 0, wide - 1));
        Value isOwn = columns.IsEqual(Places(count).Cast(ElementType.Single).Unsqueeze(1));
        Value isThere = isSlot.And(isOld.Or(isWritten.Unsqueeze(3))).And(columns.IsEqual(left).Or(isOwn).Not());
        Value flat = columns.AtLeast(0).Cast(ElementType.Whole).Reshape(0, writers, count * wide);
        Value link = isOld.And(isThere).Choose(links.Values.GatherElements(isOld.Choose(order, Graph.Whole(0))), zero);
        Value own = writes.Unsqueeze(3), other = writes.GatherElements(flat).Reshape(0, writers, count, wide);
        Value before = precedence.GatherElements(flat).Reshape(0, writers, count, wide);
        Value after = own.Multiply(before).Add(own.FromOne().Subtract(other).Multiply(link));
        (_, Value taken) = isThere.Choose(after.Absolute(), none).TopK(Graph.Wholes(entries), highest: true);
        // Ascending again, what is free in front.
        (Value slots, Value ascending) =
            isThere.Choose(columns, none).GatherElements(taken).TopK(Graph.Wholes(entries), highest: false);
        Value values = after.GatherElements(taken.GatherElements(ascending));
        return new(slots, slots.IsAtLeast(zero).Choose(values, zero));
    }

    /// <summary>L r and Lᵀ r for every reader.</summary>
    private (Value Forward, Value Backward) Follow(SparseRows links, Value reads, int readers, Shape kept)
    {
        int writers = kept[1], count = kept[2], entries = kept[3], all = count * entries;
        Value columns = links.Columns.AtLeast(0).Cast(ElementType.Whole).Reshape(0, 1, writers, all)
            .Expand(Graph.Wholes(1, readers, 1, 1));
        Value read = reads.Unsqueeze(2).Expand(Graph.Wholes(1, 1, writers, 1)), value = links.Values.Unsqueeze(1);
        Value found = read.GatherElements(columns).Reshape(0, readers, writers, count, entries);
        Value back = read.Unsqueeze(4).Multiply(value).Reshape(0, readers, writers, all);
        return (found.Multiply(value).Sum(-1, keeps: false), read.Multiply(0).ScatterSum(columns, back));
    }

    /// <summary>
    /// The K numbers of the largest magnitudes of [.., N], of equal ones the lower slots: with zeros elsewhere, marked, and listed [.., K].
    /// </summary>
    private (Value Numbers, Value IsLargest, Value Places) Largest(Value numbers, int most)
    {
        (_, Value places) = numbers.Absolute().TopK(Graph.Wholes(most), highest: true);
        Value largest = numbers.GatherElements(places), zeros = numbers.Multiply(0);
        Value isLargest = zeros.ScatterElements(places, largest.Multiply(0).Add(1)).IsMore(Graph.Number(0));
        return (zeros.ScatterElements(places, largest), isLargest, places);
    }

    /// <summary>Links of which each slot keeps K: their columns, ascending behind -1 for what is free, and values [B, V, N, K].</summary>
    private readonly record struct SparseRows(Value Columns, Value Values);
}
