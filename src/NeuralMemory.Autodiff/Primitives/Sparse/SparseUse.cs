namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Takes note that slots have been used in a step: those whose read and write weights, of all heads together, exceed a threshold (Rae
    /// et al. 2016, section 3.2: U(i) = T - max {t: w_read(i) + w_write(i) > d}). Has no gradient.
    /// </summary>
    /// <param name="memory">The memory after the step's writes; not to be used any more.</param>
    /// <param name="reads">[B, H, ..]</param>
    /// <param name="writes">[B, V, ..]</param>
    /// <param name="threshold">d</param>
    public SparseMemory SparseUse(SparseMemory memory, SparseWeighting reads, SparseWeighting writes, double threshold)
    {
        Variable one = reads.Slots, other = writes.Slots;
        int rows = one.Rows;
        Expect.Rows(reads.Weights, rows, one.Shape[1], one.Shape[2]);
        Expect.Rows(other, rows, other.Shape[1], other.Shape[2]);
        Expect.Rows(writes.Weights, rows, other.Shape[1], other.Shape[2]);
        Expect.That(rows <= memory.Sequences, $"weights of {rows} sequences for a memory of {memory.Sequences}");
        Touch(reads.Slots, reads.Weights, writes.Slots, writes.Weights);
        return SparseUseCore(memory, reads, writes, threshold);
    }

    /// <summary>The engine's <see cref="SparseUse"/>, whose arguments have been checked.</summary>
    protected abstract SparseMemory SparseUseCore(SparseMemory memory, SparseWeighting reads, SparseWeighting writes, double threshold);
}
