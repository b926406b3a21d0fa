namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Looks slots up by a part of their content (Csordás and Schmidhuber 2019, section 3.1): w = softmax over slots of
    /// strength * cos(key * mask, slot * mask), with cos(k, m) = k.m / sqrt((k.k + e)(m.m + e)), e = 1e-6, as
    /// <see cref="ContentAddressing"/> has it; a mask of ones gives the same. With q = mask^2 the sums are those of q k m and q m m, so
    /// that nothing masked is ever stored.
    /// </summary>
    /// <param name="keys">[B, H, W]</param>
    /// <param name="strengths">[B, H, 1], at least 0.</param>
    /// <param name="masks">[B, H, W], in [0, 1]: how much each number of a slot counts.</param>
    /// <param name="memory">[at least B, W, N]: the slots are contiguous.</param>
    /// <returns>[B, H, N], each row a distribution over slots.</returns>
    public Variable MaskedContentAddressing(Variable keys, Variable strengths, Variable masks, Variable memory)
    {
        int rows = keys.Rows, heads = keys.Shape[1], width = keys.Shape[2];
        Expect.Rows(strengths, rows, heads, 1);
        Expect.Rows(masks, rows, heads, width);
        Expect.Rows(memory, rows, width, memory.Shape[2]);
        Touch(keys, strengths, masks, memory);
        return MaskedContentAddressingCore(keys, strengths, masks, memory);
    }

    /// <summary>The engine's <see cref="MaskedContentAddressing"/>, whose arguments have been checked.</summary>
    protected abstract Variable MaskedContentAddressingCore(Variable keys, Variable strengths, Variable masks, Variable memory);
}
