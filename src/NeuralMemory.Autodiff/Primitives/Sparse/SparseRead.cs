namespace NeuralMemory.Autodiff;

/// <summary>What heads read from a few slots. H heads, K slots of each.</summary>
/// <param name="Slots">[B, H, K] the slots, the best first. Has no gradient.</param>
/// <param name="Weights">[B, H, K] distributions.</param>
/// <param name="Reads">[B, H, W] what was read.</param>
public readonly record struct SparseReading(Variable Slots, Variable Weights, Variable Reads);

public abstract partial class Tape
{
    /// <summary>
    /// Reads the K slots that look most like a key (Rae et al. 2016, section 3.1, equation 4): w = softmax over them of strength * cosine,
    /// read = sum of w M, with the cosine of <see cref="ContentAddressing"/>. Of equal cosines the lower slots are taken; nothing passes
    /// through slots that are not. With K = N it is content addressing over the whole memory.
    /// </summary>
    /// <param name="memory">M, of at least B sequences.</param>
    /// <param name="keys">[B, H, W]</param>
    /// <param name="strengths">[B, H, 1], at least 0.</param>
    /// <param name="most">K, at least 1; N where there are not so many slots.</param>
    public SparseReading SparseRead(SparseMemory memory, Variable keys, Variable strengths, int most)
    {
        int rows = keys.Rows, heads = keys.Shape[1];
        Expect.Rows(keys, rows, heads, memory.Width);
        Expect.Rows(strengths, rows, heads, 1);
        Expect.That(rows <= memory.Sequences, $"keys of {rows} sequences for a memory of {memory.Sequences}");
        Expect.That(most >= 1, $"{most} slots to read");
        Touch(keys, strengths);
        return SparseReadCore(memory, keys, strengths, Math.Min(most, memory.Slots));
    }

    /// <summary>The engine's <see cref="SparseRead"/>, whose arguments have been checked.</summary>
    protected abstract SparseReading SparseReadCore(SparseMemory memory, Variable keys, Variable strengths, int most);
}
