namespace NeuralMemory.Autodiff;

/// <summary>
/// Temporal links between the slots of a sparse memory, L(i, j): how much slot i was written right after slot j; H matrices, of which
/// each row and each column has E entries at most. As a <see cref="SparseMemory"/> it may be changed in place: the one from before a
/// change is of no use any more.
/// </summary>
public abstract class SlotLinks
{
    /// <summary>Up to so many slots links are shown as a matrix; engines that compute with whole matrices take no more.</summary>
    public const int MostDense = 1 << 10;

    /// <summary>B, the sequences that still run.</summary>
    public int Sequences { get; protected set; }

    /// <summary>H.</summary>
    public int Heads { get; protected set; }

    /// <summary>N.</summary>
    public int Slots { get; protected set; }

    /// <summary>E.</summary>
    public int Entries { get; protected set; }
}

/// <summary>Links after a write.</summary>
/// <param name="Links">The links.</param>
/// <param name="Precedence">[B, H, E] how much each slot was the last one written, in the order of the slots, behind -1 for none.</param>
public readonly record struct WrittenLinks(SlotLinks Links, SparseWeighting Precedence);

/// <summary>Where links lead from what was read: the largest weights, in the order of the slots, behind -1 for none.</summary>
/// <param name="Forward">[B, H, K] L r: the slots written after those that were read.</param>
/// <param name="Backward">[B, H, K] Lᵀ r: the slots written before those that were read.</param>
public readonly record struct FollowedLinks(SparseWeighting Forward, SparseWeighting Backward);

public abstract partial class Tape
{
    /// <summary>No links. What they cost does not depend on N.</summary>
    /// <param name="sequences">B.</param>
    /// <param name="heads">H.</param>
    /// <param name="slots">N.</param>
    /// <param name="entries">E, at least 1; N where there are not so many slots.</param>
    /// <exception cref="EngineException">The engine computes with whole matrices, and there are too many slots for that.</exception>
    public SlotLinks NewSlotLinks(int sequences, int heads, int slots, int entries)
    {
        Expect.That(
            sequences >= 1 && heads >= 1 && slots >= 1 && entries >= 1,
            $"{heads} matrices of {entries} links a slot, {slots} slots, {sequences} sequences");
        return NewSlotLinksCore(sequences, heads, slots, Math.Min(entries, slots));
    }

    /// <summary>
    /// Takes note of a write (Graves et al. 2016, Methods, "Temporal memory linkage", kept sparse as in Rae et al. 2016, appendix D): for
    /// each head L(i, j) = (1 - w(i) - w(j)) L'(i, j) + w(i) p'(j) with a zero diagonal, of which those stay that are among the E largest
    /// of their row and of their column, of equals those of the lower slots; then p = (1 - sum of w) p' + w, of which the E largest stay.
    /// Nothing passes through what was left out. The paper keeps L and its transpose apart, each with the largest of its rows, and leaves
    /// w(j) out; this is <see cref="TemporalLink"/> itself where E = N.
    /// </summary>
    /// <param name="links">L', of at least B sequences; not to be used any more.</param>
    /// <param name="precedence">[at least B, H, E] p'; sums to at most 1.</param>
    /// <param name="writes">[B, H, ..] w; sums to at most 1. A slot may be among them twice.</param>
    public WrittenLinks WriteLinks(SlotLinks links, SparseWeighting precedence, SparseWeighting writes)
    {
        int rows = writes.Slots.Rows, entries = writes.Slots.Shape[2];
        Expect.Rows(writes.Slots, rows, links.Heads, entries);
        Expect.Rows(writes.Weights, rows, links.Heads, entries);
        Expect.Rows(precedence.Slots, rows, links.Heads, links.Entries);
        Expect.Rows(precedence.Weights, rows, links.Heads, links.Entries);
        Expect.That(rows <= links.Sequences, $"writes of {rows} sequences for links of {links.Sequences}");
        Touch(precedence.Slots, precedence.Weights, writes.Slots, writes.Weights);
        return WriteLinksCore(links, precedence, writes);
    }

    /// <summary>Follows links, those of each head from what it read.</summary>
    /// <param name="links">L, of at least B sequences.</param>
    /// <param name="reads">[at least B, H, ..] r. A slot may be among them twice.</param>
    /// <param name="rows">B.</param>
    /// <param name="most">K, how many slots are kept of where the links of a head lead, at least 1; N where there are not so many.</param>
    public FollowedLinks FollowLinks(SlotLinks links, SparseWeighting reads, int rows, int most)
    {
        int entries = reads.Slots.Shape[2];
        Expect.Rows(reads.Slots, rows, links.Heads, entries);
        Expect.Rows(reads.Weights, rows, links.Heads, entries);
        Expect.That(rows <= links.Sequences && most >= 1, $"{most} slots of {rows} sequences for links of {links.Sequences}");
        Touch(reads.Slots, reads.Weights);
        return FollowLinksCore(links, reads, rows, Math.Min(most, links.Slots));
    }

    /// <summary>Links as matrices: for traces, and to set them anew. Costs as much as it has numbers.</summary>
    /// <param name="links">The links.</param>
    /// <param name="slots">n, from 1 to N: links between the first slots.</param>
    /// <returns>[B, H, n, n]</returns>
    public Variable LinkMatrix(SlotLinks links, int slots)
    {
        Expect.That(slots >= 1 && slots <= links.Slots, $"{slots} of {links.Slots} slots");
        return LinkMatrixCore(links, slots);
    }

    /// <summary>Other links. Nothing is differentiated past this point.</summary>
    /// <param name="links">The links that they take the place of.</param>
    /// <param name="matrix">[B, H, N, N] at most E entries in each row and column.</param>
    public SlotLinks SetLinks(SlotLinks links, Variable matrix)
    {
        Expect.Rows(matrix, matrix.Rows, links.Heads, links.Slots, links.Slots);
        Touch(matrix);
        return SetLinksCore(links, matrix);
    }

    /// <summary>Links one by one, to be set by <see cref="SetLinksListed"/>. Has no gradient.</summary>
    /// <param name="links">The links.</param>
    /// <returns>[B, n, 4] head, i, j, L(i, j); behind as many rows with a head of -1 as others have more.</returns>
    /// <exception cref="NotSupportedException">The engine computes with whole matrices.</exception>
    public virtual Variable LinksListed(SlotLinks links) => throw NeedsNoRows();

    /// <summary>Links as they were listed. Nothing is differentiated past this point.</summary>
    /// <param name="links">The links that they take the place of.</param>
    /// <param name="list">[B, n, 4]</param>
    /// <exception cref="NotSupportedException">The engine computes with whole matrices.</exception>
    public virtual SlotLinks SetLinksListed(SlotLinks links, Variable list) => throw NeedsNoRows();

    /// <summary>The engine's <see cref="NewSlotLinks"/>, whose arguments have been checked.</summary>
    protected abstract SlotLinks NewSlotLinksCore(int sequences, int heads, int slots, int entries);

    /// <summary>The engine's <see cref="WriteLinks"/>, whose arguments have been checked.</summary>
    protected abstract WrittenLinks WriteLinksCore(SlotLinks links, SparseWeighting precedence, SparseWeighting writes);

    /// <summary>The engine's <see cref="FollowLinks"/>, whose arguments have been checked.</summary>
    protected abstract FollowedLinks FollowLinksCore(SlotLinks links, SparseWeighting reads, int rows, int most);

    /// <summary>The engine's <see cref="LinkMatrix"/>, whose arguments have been checked.</summary>
    protected abstract Variable LinkMatrixCore(SlotLinks links, int slots);

    /// <summary>The engine's <see cref="SetLinks"/>, whose arguments have been checked.</summary>
    protected abstract SlotLinks SetLinksCore(SlotLinks links, Variable matrix);
}
