namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// M = (1 - R) M' + sum over writers of w a: the slot that each writer has first is erased, whatever its weight, and then all add
    /// (Rae et al. 2016, section 3.2, equation 3).
    /// </summary>
    /// <param name="memory">M', of at least B sequences; not to be used any more.</param>
    /// <param name="writes">[B, V, 1 + K] w, as <see cref="SparseWriteWeighting"/> gives it.</param>
    /// <param name="add">[B, V, W] a</param>
    /// <returns>M, of B sequences.</returns>
    public SparseMemory SparseWrite(SparseMemory memory, SparseWeighting writes, Variable add)
    {
        int rows = add.Rows, writers = add.Shape[1], entries = writes.Slots.Shape[2];
        Expect.Rows(add, rows, writers, memory.Width);
        Expect.Rows(writes.Slots, rows, writers, entries);
        Expect.Rows(writes.Weights, rows, writers, entries);
        Expect.That(rows <= memory.Sequences, $"writes of {rows} sequences for a memory of {memory.Sequences}");
        Touch(writes.Slots, writes.Weights, add);
        return SparseWriteCore(memory, writes, add);
    }

    /// <summary>The engine's <see cref="SparseWrite"/>, whose arguments have been checked.</summary>
    protected abstract SparseMemory SparseWriteCore(SparseMemory memory, SparseWeighting writes, Variable add);
}
