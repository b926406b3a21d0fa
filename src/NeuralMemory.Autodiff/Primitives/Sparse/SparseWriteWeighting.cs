namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Where each writer writes: w = a (g r + (1 - g) u), to the slots that its head read in the step before, r, or to the one that has not
    /// been used for the longest time, u (Rae et al. 2016, equation 5). Of V writers each has such a slot of its own, the first the least
    /// recently used one. Slots that were never used come first, of slots used in the same step the lower one.
    /// </summary>
    /// <param name="memory">The memory before the step, of at least B sequences.</param>
    /// <param name="reads">[at least B, V, K] r, the weighting of the step before.</param>
    /// <param name="writeGates">[B, V, 1] a in [0, 1]: 0 adds nothing.</param>
    /// <param name="mixGates">[B, V, 1] g in [0, 1]: 1 writes where the head read.</param>
    /// <returns>[B, V, 1 + K] w: first u, then the slots of r. A slot may be among them twice.</returns>
    public SparseWeighting SparseWriteWeighting(SparseMemory memory, SparseWeighting reads, Variable writeGates, Variable mixGates)
    {
        int rows = writeGates.Rows, writers = writeGates.Shape[1], entries = reads.Slots.Shape[2];
        Expect.Rows(writeGates, rows, writers, 1);
        Expect.Rows(mixGates, rows, writers, 1);
        Expect.Rows(reads.Slots, rows, writers, entries);
        Expect.Rows(reads.Weights, rows, writers, entries);
        Expect.That(rows <= memory.Sequences, $"gates of {rows} sequences for a memory of {memory.Sequences}");
        Touch(reads.Slots, reads.Weights, writeGates, mixGates);
        return SparseWriteWeightingCore(memory, reads, writeGates, mixGates);
    }

    /// <summary>The engine's <see cref="SparseWriteWeighting"/>, whose arguments have been checked.</summary>
    protected abstract SparseWeighting SparseWriteWeightingCore(
        SparseMemory memory, SparseWeighting reads, Variable writeGates, Variable mixGates);
}
