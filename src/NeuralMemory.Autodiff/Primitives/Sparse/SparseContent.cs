namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>The first slots of a memory, as a matrix: for traces, and to set them anew. Costs as much as it has numbers.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="slots">n, from 1 to N.</param>
    /// <returns>[B, W, n]</returns>
    public Variable SparseContent(SparseMemory memory, int slots)
    {
        Expect.That(slots >= 1 && slots <= memory.Slots, $"{slots} of {memory.Slots} slots");
        return SparseContentCore(memory, slots);
    }

    /// <summary>When the first slots of a memory were last used. Has no gradient.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="slots">n, from 1 to N.</param>
    /// <returns>
    /// [B, n] whole numbers: 0 in the last step, -1 in the one before; slot i of those that never were is i - N less all steps so far,
    /// and so comes before all that were.
    /// </returns>
    public Variable SparseLastUse(SparseMemory memory, int slots)
    {
        Expect.That(slots >= 1 && slots <= memory.Slots, $"{slots} of {memory.Slots} slots");
        return SparseLastUseCore(memory, slots);
    }

    /// <summary>Weights of a few slots as a weighting over the first slots.</summary>
    /// <param name="weighting">[B, H, K]; weights of slots beyond are left out.</param>
    /// <param name="slots">n, at least 1.</param>
    /// <returns>[B, H, n]</returns>
    public Variable SpreadSlots(SparseWeighting weighting, int slots)
    {
        Variable names = weighting.Slots;
        Expect.Rows(weighting.Weights, names.Rows, names.Shape[1], names.Shape[2]);
        Expect.That(slots >= 1, $"{slots} slots");
        Touch(weighting.Slots, weighting.Weights);
        return SpreadSlotsCore(weighting, slots);
    }

    /// <summary>The engine's <see cref="SparseContent"/>, whose arguments have been checked.</summary>
    protected abstract Variable SparseContentCore(SparseMemory memory, int slots);

    /// <summary>The engine's <see cref="SparseLastUse"/>, whose arguments have been checked.</summary>
    protected abstract Variable SparseLastUseCore(SparseMemory memory, int slots);

    /// <summary>The engine's <see cref="SpreadSlots"/>, whose arguments have been checked.</summary>
    protected abstract Variable SpreadSlotsCore(SparseWeighting weighting, int slots);
}
