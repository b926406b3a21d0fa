namespace NeuralMemory.Autodiff;

/// <summary>
/// Temporal links of which each slot keeps the K largest, and where they lead from what the step before read. R readers, V writers, N
/// slots.
/// </summary>
/// <param name="Slots">
/// [B, V, N, K] the slots j of the entries of row i, in ascending order, behind as many -1 as entries are free. Has no gradient.
/// </param>
/// <param name="Values">[B, V, N, K] L(i, j) for these j: how much slot i was written right after slot j.</param>
/// <param name="Precedence">[B, V, N] how much each slot was the last one written.</param>
/// <param name="Forward">[B, R, V, N] L r: the slots written after those that were read.</param>
/// <param name="Backward">[B, R, V, N] Lᵀ r: the slots written before those that were read.</param>
public readonly record struct SparseTemporalLinks(
    Variable Slots, Variable Values, Variable Precedence, Variable Forward, Variable Backward);

public abstract partial class Tape
{
    /// <summary>
    /// <see cref="TemporalLink"/> at a cost of N K instead of N² (after Graves et al. 2016, Methods, "Sparse link matrix", and Rae et al.
    /// 2016). Of the write weighting only the K largest count, for the links as for the precedence, so that rows and columns of the links
    /// still sum to at most 1. Of the precedence the K largest count for the links. Each row keeps its K largest entries. Of equals the
    /// lower slots stay; nothing passes through what was left out, neither forward nor backward. Unlike in the paper the weightings are not
    /// divided by the sum of the K: a write gate that is closed leaves the links alone, and K = N is <see cref="TemporalLink"/> itself.
    /// </summary>
    /// <param name="slots">
    /// [at least B, V, N, K] as in <see cref="SparseTemporalLinks.Slots"/>, for 1 ≤ K ≤ N; all of them -1 before the first step.
    /// </param>
    /// <param name="values">[at least B, V, N, K] L' for these slots; not looked at where a slot is -1.</param>
    /// <param name="precedence">[at least B, V, N] p'; sums to at most 1.</param>
    /// <param name="writes">[B, V, N] w, this step's write weightings.</param>
    /// <param name="reads">[at least B, R, N] r, the read weightings of the step before.</param>
    public SparseTemporalLinks SparseTemporalLink(Variable slots, Variable values, Variable precedence, Variable writes, Variable reads)
    {
        int rows = writes.Rows, writers = writes.Shape[1], count = writes.Shape[2], entries = values.Shape[values.Shape.Rank - 1];
        Expect.Rows(values, rows, writers, count, entries);
        Expect.Rows(slots, rows, writers, count, entries);
        Expect.Rows(precedence, rows, writers, count);
        Expect.Rows(reads, rows, reads.Shape[1], count);
        Expect.That(entries <= count, $"{entries} links a slot, of {count} slots");
        Touch(slots, values, precedence, writes, reads);
        return SparseTemporalLinkCore(slots, values, precedence, writes, reads);
    }

    /// <summary>The engine's <see cref="SparseTemporalLink"/>, whose arguments have been checked.</summary>
    protected abstract SparseTemporalLinks SparseTemporalLinkCore(
        Variable slots, Variable values, Variable precedence, Variable writes, Variable reads);
}
