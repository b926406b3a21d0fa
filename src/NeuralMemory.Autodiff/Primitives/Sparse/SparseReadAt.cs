namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>What heads read where they are told to: sum of w M.</summary>
    /// <param name="memory">M, of at least B sequences.</param>
    /// <param name="weighting">[B, H, K] w. A slot may be among them twice.</param>
    /// <returns>[B, H, W]</returns>
    public Variable SparseReadAt(SparseMemory memory, SparseWeighting weighting)
    {
        Variable slots = weighting.Slots;
        int rows = slots.Rows;
        Expect.Rows(weighting.Weights, rows, slots.Shape[1], slots.Shape[2]);
        Expect.That(rows <= memory.Sequences, $"weights of {rows} sequences for a memory of {memory.Sequences}");
        Touch(slots, weighting.Weights);
        return SparseReadAtCore(memory, weighting);
    }

    /// <summary>
    /// Where each head reads: w = m_b backward + m_c content + m_f forward (Graves et al. 2016, Methods, "Read weighting"), the slots of
    /// all three side by side.
    /// </summary>
    /// <param name="modes">[B, H, 3] distributions: backward, content, forward.</param>
    /// <param name="backward">[B, H, ..]</param>
    /// <param name="content">[B, H, ..]</param>
    /// <param name="forward">[B, H, ..]</param>
    /// <returns>[B, H, ..] as many entries as the three have together; a slot may be among them several times.</returns>
    public SparseWeighting SparseReadWeighting(
        Variable modes, SparseWeighting backward, SparseWeighting content, SparseWeighting forward)
    {
        int rows = modes.Rows, heads = modes.Shape[1];
        Expect.Rows(modes, rows, heads, 3);
        Check(backward);
        Check(content);
        Check(forward);
        Touch(modes, backward.Weights, content.Weights, forward.Weights);
        Touch(backward.Slots, content.Slots, forward.Slots);
        return SparseReadWeightingCore(modes, backward, content, forward);

        void Check(SparseWeighting source)
        {
            Expect.Rows(source.Slots, rows, heads, source.Slots.Shape[2], primitive: nameof(SparseReadWeighting));
            Expect.Rows(source.Weights, rows, heads, source.Slots.Shape[2], primitive: nameof(SparseReadWeighting));
        }
    }

    /// <summary>The engine's <see cref="SparseReadAt"/>, whose arguments have been checked.</summary>
    protected abstract Variable SparseReadAtCore(SparseMemory memory, SparseWeighting weighting);

    /// <summary>The engine's <see cref="SparseReadWeighting"/>, whose arguments have been checked.</summary>
    protected abstract SparseWeighting SparseReadWeightingCore(
        Variable modes, SparseWeighting backward, SparseWeighting content, SparseWeighting forward);
}
