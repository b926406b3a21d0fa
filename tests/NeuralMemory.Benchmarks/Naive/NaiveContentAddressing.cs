namespace NeuralMemory.Benchmarks;

/// <summary>
/// Content addressing of one sequence, w = softmax(strength cos(key, slot)), and its gradient, written as the formulas stand.
/// </summary>
internal static class NaiveContentAddressing
{
    private const Real Epsilon = 1e-6f;

    /// <param name="keys">[H, W]</param>
    /// <param name="strengths">[H]</param>
    /// <param name="memory">[W, N]</param>
    /// <param name="cosines">[H, N] receives the similarities.</param>
    /// <param name="weights">[H, N] receives the weightings.</param>
    /// <param name="heads">H</param>
    /// <param name="width">W</param>
    /// <param name="slots">N</param>
    public static void Forward(
        ReadOnlySpan<Real> keys, ReadOnlySpan<Real> strengths, ReadOnlySpan<Real> memory, Span<Real> cosines, Span<Real> weights,
        int heads, int width, int slots)
    {
        for (int h = 0; h < heads; h++)
        {
            for (int n = 0; n < slots; n++)
            {
                Real dot = 0, key = 0, slot = 0;
                for (int w = 0; w < width; w++)
                {
                    dot += keys[h * width + w] * memory[w * slots + n];
                    key += keys[h * width + w] * keys[h * width + w];
                    slot += memory[w * slots + n] * memory[w * slots + n];
                }

                cosines[h * slots + n] = dot / Real.Sqrt((key + Epsilon) * (slot + Epsilon));
            }

            NaiveSoftmax.Forward(cosines.Slice(h * slots, slots), strengths[h], weights.Slice(h * slots, slots));
        }
    }

    /// <summary>Sets the gradients of keys, strengths and memory, given that of the weightings and what the forward pass left.</summary>
    public static void Backward(
        ReadOnlySpan<Real> keys, ReadOnlySpan<Real> strengths, ReadOnlySpan<Real> memory,
        ReadOnlySpan<Real> cosines, ReadOnlySpan<Real> weights, ReadOnlySpan<Real> gradient,
        Span<Real> scores, Span<Real> dKeys, Span<Real> dStrengths, Span<Real> dMemory,
        int heads, int width, int slots)
    {
        dKeys.Clear();
        dMemory.Clear();
        for (int h = 0; h < heads; h++)
        {
            NaiveSoftmax.Backward(weights.Slice(h * slots, slots), gradient.Slice(h * slots, slots), scores);
            dStrengths[h] = 0;
            for (int n = 0; n < slots; n++)
            {
                Real cosine = cosines[h * slots + n], dCosine = strengths[h] * scores[n], key = Epsilon, slot = Epsilon;
                dStrengths[h] += scores[n] * cosine;
                for (int w = 0; w < width; w++)
                {
                    key += keys[h * width + w] * keys[h * width + w];
                    slot += memory[w * slots + n] * memory[w * slots + n];
                }

                Real both = 1 / Real.Sqrt(key * slot);
                for (int w = 0; w < width; w++)
                {
                    Real k = keys[h * width + w], m = memory[w * slots + n];
                    dKeys[h * width + w] += dCosine * (m * both - cosine * k / key);
                    dMemory[w * slots + n] += dCosine * (k * both - cosine * m / slot);
                }
            }
        }
    }
}
