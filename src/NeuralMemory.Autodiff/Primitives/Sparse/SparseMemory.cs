namespace NeuralMemory.Autodiff;

/// <summary>
/// A memory of N slots of W numbers for each of B sequences, of which a step touches few (Rae et al. 2016): what a primitive that changes
/// it gives back. It may be changed in place, so the one from before the change is of no use any more: another use of it is refused.
/// Knows in which order slots were used. Dies with its tape's reset.
/// </summary>
public abstract class SparseMemory
{
    /// <summary>
    /// Up to so many slots a memory is shown with all of them; engines that compute with all slots take no more. Of a larger one the slots
    /// that were touched are shown (<see cref="Tape.SparseTouched"/>).
    /// </summary>
    public const int MostDense = 1 << 13;

    /// <summary>B, the sequences that still run.</summary>
    public int Sequences { get; protected set; }

    /// <summary>N.</summary>
    public int Slots { get; protected set; }

    /// <summary>W.</summary>
    public int Width { get; protected set; }

    /// <summary>Up to so many slots that were touched look-ups compare all of them, where an engine has an index for more.</summary>
    public int Exhaustive { get; protected set; }
}

/// <summary>Weights of a few slots. H heads, K slots of each.</summary>
/// <param name="Slots">[B, H, K] the slots; -1 for none. Has no gradient.</param>
/// <param name="Weights">[B, H, K] their weights; 0 where there is no slot.</param>
public readonly record struct SparseWeighting(Variable Slots, Variable Weights);

public abstract partial class Tape
{
    /// <summary>A memory of zeros, of which no slot was ever used. What it costs does not depend on N.</summary>
    /// <param name="sequences">B.</param>
    /// <param name="slots">N, at least 1.</param>
    /// <param name="width">W, at least 1.</param>
    /// <param name="exhaustive">
    /// Up to so many slots that were touched all of them are compared with a key. Beyond, an engine may look by an index, which finds
    /// nearly all of those that look most like it, and always the same ones.
    /// </param>
    /// <exception cref="EngineException">The engine has every slot in its memory, and that would be too many.</exception>
    public SparseMemory NewSparseMemory(int sequences, int slots, int width, int exhaustive = int.MaxValue)
    {
        Expect.That(
            sequences >= 1 && slots >= 1 && width >= 1, $"a memory of {slots} slots of {width} numbers for {sequences} sequences");
        return NewSparseMemoryCore(sequences, slots, width, exhaustive);
    }

    /// <summary>
    /// A memory with other content, in which slots were last used at other times: what <see cref="SparseContent"/> and
    /// <see cref="SparseLastUse"/> give of all slots. Nothing is differentiated past this point but <paramref name="content"/>.
    /// </summary>
    /// <param name="memory">The memory that it takes the place of, of any number of sequences.</param>
    /// <param name="content">[B, W, N]</param>
    /// <param name="lastUse">[B, N] whole numbers; the lowest is the least recently used, of equal ones that of the lower slot.</param>
    public SparseMemory SparseSet(SparseMemory memory, Variable content, Variable lastUse)
    {
        int rows = content.Rows;
        Expect.Rows(content, rows, memory.Width, memory.Slots);
        Expect.Rows(lastUse, rows, memory.Slots);
        Touch(content, lastUse);
        return SparseSetCore(memory, content, lastUse);
    }

    /// <summary>
    /// What a memory holds in the slots that were touched, and all else that it knows, to be set by <see cref="SparseSetTouched"/>; rows
    /// that mean nothing to others. Has no gradient.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <returns>[B, rows, 3 + W], as many rows as the sequence needs that touched most.</returns>
    /// <exception cref="NotSupportedException">The engine computes with all slots.</exception>
    public virtual Variable SparseTouched(SparseMemory memory) => throw NeedsNoRows();

    /// <summary>A memory as it was when <see cref="SparseTouched"/> showed it. Nothing is differentiated past this point.</summary>
    /// <param name="memory">The memory that it takes the place of, of any number of sequences.</param>
    /// <param name="rows">[B, rows, 3 + W]</param>
    /// <exception cref="NotSupportedException">The engine computes with all slots.</exception>
    public virtual SparseMemory SparseSetTouched(SparseMemory memory, Variable rows) => throw NeedsNoRows();

    private static NotSupportedException NeedsNoRows() => new("a memory of which all slots are kept is shown with all of them");

    /// <summary>The engine's <see cref="NewSparseMemory"/>, whose arguments have been checked.</summary>
    protected abstract SparseMemory NewSparseMemoryCore(int sequences, int slots, int width, int exhaustive);

    /// <summary>The engine's <see cref="SparseSet"/>, whose arguments have been checked.</summary>
    protected abstract SparseMemory SparseSetCore(SparseMemory memory, Variable content, Variable lastUse);
}
