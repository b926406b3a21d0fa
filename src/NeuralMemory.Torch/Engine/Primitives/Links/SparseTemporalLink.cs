using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override SparseTemporalLinks SparseTemporalLinkCore(
        Variable slots, Variable values, Variable precedence, Variable writes, Variable reads) => Run(() =>
    {
        int rows = writes.Rows, writers = writes.Shape[1], count = writes.Shape[2], entries = values.Shape[3], readers = reads.Shape[1];
        Tensor p = Of(precedence, rows), isWritten = Largest(Of(writes), entries, out _);
        Tensor w = Where(isWritten, Of(writes)), isSource = Largest(p, entries, out Tensor sources);
        SparseRows rowsAfter = NextRows(Of(slots, rows), Of(values, rows), w, isWritten, Where(isSource, p), sources);
        (Tensor forward, Tensor backward) = Follow(rowsAfter, Of(reads, rows));
        Shape kept = new(rows, writers, count, entries), followed = new(rows, readers, writers, count);
        Variable Named(string part, Tensor tensor, Shape shape) =>
            Result("SparseTemporalLink", tensor, shape, PrimitiveAxes.LinkEntries, part);
        return new SparseTemporalLinks(
            new TorchVariable(this, kept, _current.Add(rowsAfter.Columns.to(Precision.Type), kept.Count), needsGradient: false),
            Named("values", rowsAfter.Values, kept), Named("precedence", NextPrecedence(p, w), writes.Shape),
            Named("forward", forward, followed), Named("backward", backward, followed));
    });

    /// <summary>
    /// The links after a write. Each row's candidates are its K entries and the K sources, brought in ascending order of their columns,
    /// where a source that is an entry already stands right behind it.
    /// </summary>
    private SparseRows NextRows(Tensor slots, Tensor values, Tensor writes, Tensor isWritten, Tensor precedence, Tensor sources)
    {
        long[] shape = values.shape, wide = [shape[0], shape[1], shape[2], shape[2]];
        long count = shape[2], entries = shape[3], next = 2 * entries - 1;
        Tensor candidates = torch.cat([slots.detach().to(torch.ScalarType.Int64), sources.unsqueeze(2).expand(shape)], -1);
        (Tensor columns, Tensor order) = candidates.sort(-1, descending: false, stable: true);
        Tensor isOld = Below(order, entries), isDoubled = torch.zeros_like(isOld), column = columns.clamp_min(Numbers.First);
        isDoubled.narrow(-1, 1, next).copy_(columns.narrow(-1, 1, next).eq(columns.narrow(-1, 0, next)));
        Tensor isThere = columns.ge(Numbers.First).logical_and(isOld.logical_or(isWritten.unsqueeze(-1)))
            .logical_and(isDoubled.logical_not()).logical_and(columns.ne(Indices(count).unsqueeze(-1)));
        Tensor link = Where(isOld.logical_and(isThere), values.gather(-1, Where(isOld, order)));
        Tensor own = writes.unsqueeze(-1), other = writes.unsqueeze(2).expand(wide).gather(-1, column);
        Tensor before = precedence.unsqueeze(2).expand(wide).gather(-1, column);
        Tensor after = own.mul(before).addcmul(_one.sub(own).sub(other), link, Numbers.One);
        Tensor isNot = isThere.logical_not(), magnitudes = after.detach().abs().masked_fill(isNot, Numbers.MinusOne);
        Tensor taken = magnitudes.sort(-1, descending: true, stable: true).Indices.narrow(-1, 0, entries);
        // Ascending again, what is free in front.
        Tensor kept = columns.masked_fill(isNot, Numbers.NoIndex).gather(-1, taken);
        (kept, Tensor ascending) = kept.sort(-1, descending: false, stable: true);
        return new(kept, Where(kept.ge(Numbers.First), after.gather(-1, taken.gather(-1, ascending))));
    }

    /// <summary>L r and Lᵀ r for every reader.</summary>
    private static (Tensor Forward, Tensor Backward) Follow(SparseRows links, Tensor reads)
    {
        long[] shape = links.Values.shape;
        long batch = shape[0], readers = reads.shape[1], writers = shape[1], count = shape[2], all = shape[2] * shape[3];
        Tensor column = links.Columns.clamp_min(Numbers.First).view(batch, 1, writers, all).expand(batch, readers, writers, all);
        Tensor value = links.Values.unsqueeze(1), read = reads.unsqueeze(2).expand(batch, readers, writers, count);
        Tensor found = read.gather(-1, column).view(batch, readers, writers, count, shape[3]);
        Tensor back = read.unsqueeze(-1).mul(value).view(batch, readers, writers, all);
        return (found.mul(value).sum(-1), torch.zeros_like(read).scatter_add(-1, column, back));
    }

    /// <summary>
    /// Marks the slots with the K numbers of the largest magnitudes of [.., N], of equal ones the lower slots, and lists them [.., K].
    /// </summary>
    private static Tensor Largest(Tensor numbers, int most, out Tensor chosen) => Highest(numbers.detach().abs(), most, out chosen);

    private static Tensor Where(Tensor condition, Tensor x) => x.masked_fill(condition.logical_not(), Numbers.Zero);

    private static Tensor Below(Tensor indices, long bound)
    {
        using Scalar number = Numbers.Of(bound);
        return indices.lt(number);
    }

    /// <summary>[N] 0, 1, .. N - 1.</summary>
    private Tensor Indices(long count) => OfTape("indices", (int)count, () =>
        torch.tensor([.. Enumerable.Range(0, (int)count).Select(index => (long)index)], device: _device));

    /// <summary>Links of which each slot keeps K: their columns, ascending behind -1 for what is free, and values [B, V, N, K].</summary>
    private readonly record struct SparseRows(Tensor Columns, Tensor Values);
}
