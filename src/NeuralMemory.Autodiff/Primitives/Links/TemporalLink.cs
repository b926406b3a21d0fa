namespace NeuralMemory.Autodiff;

/// <summary>The temporal links after a step, and where they lead from what the step before read. R readers, V writers, N slots.</summary>
/// <param name="Link">[B, V, N, N] L(i, j): how much slot i was written right after slot j.</param>
/// <param name="Precedence">[B, V, N] how much each slot was the last one written.</param>
/// <param name="Forward">[B, R, V, N] L r: the slots written after those that were read.</param>
/// <param name="Backward">[B, R, V, N] Lᵀ r: the slots written before those that were read.</param>
public readonly record struct TemporalLinks(
    Variable Link, Variable Precedence, Variable Forward, Variable Backward);

public abstract partial class Tape
{
    /// <summary>
    /// Remembers the order of writing (Graves et al. 2016, Methods, "Temporal memory linkage"), for each writer on its own:
    /// L(i, j) = (1 - w(i) - w(j)) L'(i, j) + w(i) p'(j) with a zero diagonal; then p = (1 - sum of w) p' + w. The forward and backward
    /// weightings come from the new L in the same pass over it.
    /// </summary>
    /// <param name="link">[at least B, V, N, N] L'; rows and columns sum to at most 1.</param>
    /// <param name="precedence">[at least B, V, N] p'; sums to at most 1.</param>
    /// <param name="writes">[B, V, N] w, this step's write weightings.</param>
    /// <param name="reads">[at least B, R, N] r, the read weightings of the step before.</param>
    public TemporalLinks TemporalLink(Variable link, Variable precedence, Variable writes, Variable reads)
    {
        int rows = writes.Rows, writers = writes.Shape[1], slots = writes.Shape[2];
        Expect.Rows(link, rows, writers, slots, slots);
        Expect.Rows(precedence, rows, writers, slots);
        Expect.Rows(reads, rows, reads.Shape[1], slots);
        Touch(link, precedence, writes, reads);
        return TemporalLinkCore(link, precedence, writes, reads);
    }

    /// <summary>The engine's <see cref="TemporalLink"/>, whose arguments have been checked.</summary>
    protected abstract TemporalLinks TemporalLinkCore(Variable link, Variable precedence, Variable writes, Variable reads);
}
