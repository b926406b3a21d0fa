namespace NeuralMemory.Benchmarks;

/// <summary>
/// Writing to one memory [W, N] with H heads, and its gradient: all erasures, then all additions. Weights are [H, N], vectors [H, W].
/// </summary>
internal static class NaiveEraseAdd
{
    /// <summary>next = memory prod over heads (1 - w e) + sum over heads w a</summary>
    public static void Forward(
        ReadOnlySpan<Real> memory, ReadOnlySpan<Real> weights, ReadOnlySpan<Real> erase, ReadOnlySpan<Real> add, Span<Real> next,
        int heads, int width, int slots)
    {
        for (int w = 0; w < width; w++)
        {
            for (int n = 0; n < slots; n++)
            {
                Real kept = memory[w * slots + n], added = 0;
                for (int h = 0; h < heads; h++)
                {
                    kept *= 1 - weights[h * slots + n] * erase[h * width + w];
                    added += weights[h * slots + n] * add[h * width + w];
                }

                next[w * slots + n] = kept + added;
            }
        }
    }

    /// <summary>Sets the gradients of the four inputs.</summary>
    public static void Backward(
        ReadOnlySpan<Real> memory, ReadOnlySpan<Real> weights, ReadOnlySpan<Real> erase, ReadOnlySpan<Real> add,
        ReadOnlySpan<Real> gradient, Span<Real> dMemory, Span<Real> dWeights, Span<Real> dErase, Span<Real> dAdd,
        int heads, int width, int slots)
    {
        dWeights.Clear();
        dErase.Clear();
        dAdd.Clear();
        for (int w = 0; w < width; w++)
        {
            for (int n = 0; n < slots; n++)
            {
                Real g = gradient[w * slots + n], all = 1;
                for (int h = 0; h < heads; h++)
                {
                    // The product of the other heads' erasures: a division by this head's would fail where it erases fully.
                    Real others = memory[w * slots + n];
                    for (int other = 0; other < heads; other++)
                        if (other != h)
                            others *= 1 - weights[other * slots + n] * erase[other * width + w];
                    dWeights[h * slots + n] += g * (add[h * width + w] - erase[h * width + w] * others);
                    dErase[h * width + w] -= g * weights[h * slots + n] * others;
                    dAdd[h * width + w] += g * weights[h * slots + n];
                    all *= 1 - weights[h * slots + n] * erase[h * width + w];
                }

                dMemory[w * slots + n] = g * all;
            }
        }
    }
}
