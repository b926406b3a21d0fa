namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Looks slots up by similarity: w = softmax over slots of strength * cos(key, slot) (Graves et al. 2014, equations 5 and 6), with
    /// cos(k, m) = k.m / sqrt((k.k + e)(m.m + e)), e = 1e-6, so that a blank memory gives neither 0/0 nor a gradient without bound.
    /// </summary>
    /// <param name="keys">[B, H, W]</param>
    /// <param name="strengths">[B, H, 1], at least 0.</param>
    /// <param name="memory">[at least B, W, N]: the slots are contiguous.</param>
    /// <returns>[B, H, N], each row a distribution over slots.</returns>
    public Variable ContentAddressing(Variable keys, Variable strengths, Variable memory)
    {
        int rows = keys.Rows;
        Expect.Rows(strengths, rows, keys.Shape[1], 1);
        Expect.Rows(memory, rows, keys.Shape[2], memory.Shape[2]);
        Touch(keys, strengths, memory);
        return ContentAddressingCore(keys, strengths, memory);
    }

    /// <summary>The engine's <see cref="ContentAddressing"/>, whose arguments have been checked.</summary>
    protected abstract Variable ContentAddressingCore(Variable keys, Variable strengths, Variable memory);
}
