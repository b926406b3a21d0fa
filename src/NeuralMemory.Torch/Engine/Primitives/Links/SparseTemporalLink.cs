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
        Tensor w = torch.where(isWritten, Of(writes), torch.zeros_like(Of(writes)));
        Tensor isSource = Largest(p, entries, out Tensor sources);
        (Tensor columns, Tensor next) = NextLinks(
            Of(slots, rows), Of(values, rows), w, isWritten, torch.where(isSource, p, torch.zeros_like(p)), sources);
        (Tensor forward, Tensor backward) = Follow(columns, next, Of(reads, rows));
        Shape kept = new(rows, writers, count, entries), followed = new(rows, readers, writers, count);
        TorchVariable nextSlots = new(kept, _current.Add(columns.to(Precision.Type), kept.Count), needsGradient: false);
        return new SparseTemporalLinks(
            nextSlots, Result("SparseTemporalLink", next, kept, Axes.LinkEntries, "values"),
            Result("SparseTemporalLink", NextPrecedence(p, w), writes.Shape, Axes.LinkEntries, "precedence"),
            Result("SparseTemporalLink", forward, followed, Axes.LinkEntries, "forward"),
            Result("SparseTemporalLink", backward, followed, Axes.LinkEntries, "backward"));
    });

    /// <summary>Marks the slots with the K largest numbers of [.., N], of equal ones the lower slots, and lists them [.., K].</summary>
    private static Tensor Largest(Tensor numbers, int most, out Tensor chosen)
    {
        Tensor magnitudes = numbers.detach().abs();
        chosen = magnitudes.sort(-1, descending: true, stable: true).Indices.narrow(-1, 0, most);
        return torch.zeros_like(magnitudes, torch.ScalarType.Bool).scatter_(-1, chosen, torch.ones_like(chosen, torch.ScalarType.Bool));
    }

    /// <summary>
    /// The columns and values of the links after a write. Each row's candidates are its K entries and the K sources, brought in ascending
    /// order of their columns, where a source that is an entry already stands right behind it.
    /// </summary>
    private (Tensor Columns, Tensor Values) NextLinks(
        Tensor slots, Tensor values, Tensor writes, Tensor isWritten, Tensor precedence, Tensor sources)
    {
        long[] shape = values.shape;
        long count = shape[2], entries = shape[3];
        long[] wide = [shape[0], shape[1], count, count];
        Tensor old = slots.detach().to(torch.ScalarType.Int64);
        (Tensor columns, Tensor order) = torch.cat([old, sources.unsqueeze(2).expand(shape)], -1).sort(-1, descending: false, stable: true);
        Tensor isOld = Below(order, entries), isDoubled = torch.zeros_like(isOld), row = Indices(count).unsqueeze(-1);
        isDoubled.narrow(-1, 1, 2 * entries - 1)
            .copy_(columns.narrow(-1, 1, 2 * entries - 1).eq(columns.narrow(-1, 0, 2 * entries - 1)));
        Tensor isThere = columns.ge(Numbers.NoIndex).logical_and(isOld.logical_or(isWritten.unsqueeze(-1)))
            .logical_and(isDoubled.logical_not()).logical_and(columns.ne(row));
        Tensor column = columns.clamp_min(Numbers.NoIndex), own = writes.unsqueeze(-1);
        Tensor others = writes.unsqueeze(2).expand(wide).gather(-1, column), before = precedence.unsqueeze(2).expand(wide).gather(-1, column);
        Tensor link = values.gather(-1, torch.where(isOld, order, torch.zeros_like(order)));
        link = torch.where(isOld.logical_and(isThere), link, torch.zeros_like(link));
        Tensor candidates = own.mul(before).addcmul(_one.sub(own).sub(others), link, Numbers.One);
        Tensor magnitudes = torch.where(isThere, candidates.detach().abs(), _one.neg());
        Tensor taken = magnitudes.sort(-1, descending: true, stable: true).Indices.narrow(-1, 0, entries);
        // Ascending again, what is free in front.
        Tensor kept = torch.where(isThere, columns, torch.ones_like(columns).neg()).gather(-1, taken);
        (kept, Tensor ascending) = kept.sort(-1, descending: false, stable: true);
        Tensor next = candidates.gather(-1, taken.gather(-1, ascending));
        return (kept, torch.where(kept.ge(Numbers.NoIndex), next, torch.zeros_like(next)));
    }

    /// <summary>L r and Lᵀ r for every reader.</summary>
    private static (Tensor Forward, Tensor Backward) Follow(Tensor columns, Tensor values, Tensor reads)
    {
        long batch = values.shape[0], writers = values.shape[1], count = values.shape[2], entries = values.shape[3], readers = reads.shape[1];
        long[] flat = [batch, readers, writers, count * entries];
        Tensor column = columns.clamp_min(Numbers.NoIndex).view(batch, 1, writers, count * entries).expand(flat);
        Tensor value = values.unsqueeze(1), read = reads.unsqueeze(2).expand(batch, readers, writers, count);
        Tensor found = read.gather(-1, column).view(batch, readers, writers, count, entries);
        Tensor back = read.unsqueeze(-1).mul(value).view(flat);
        return (found.mul(value).sum(-1), torch.zeros_like(read).scatter_add(-1, column, back));
    }

    private static Tensor Below(Tensor indices, long bound)
    {
        using Scalar number = Numbers.Of(bound);
        return indices.lt(number);
    }

    /// <summary>[N] 0, 1, .. N - 1.</summary>
    private Tensor Indices(long count) => OfTape("indices", (int)count, () => torch.ones([count], torch.ScalarType.Int64, _handle).cumsum(0).sub(
        torch.ones([1], torch.ScalarType.Int64, _handle)));
}
