namespace NeuralMemory.Benchmarks;

/// <summary>The gradient of reading as loops; the read itself is <see cref="NaiveSlots.Read"/>.</summary>
internal static class NaiveRead
{
    /// <summary>Sets dw[h, n] = sum over w of dr[h, w] m[w, n] and dm[w, n] = sum over h of dr[h, w] w[h, n].</summary>
    public static void Backward(
        ReadOnlySpan<Real> memory, ReadOnlySpan<Real> weights, ReadOnlySpan<Real> gradient, Span<Real> dMemory, Span<Real> dWeights,
        int heads, int width, int slots)
    {
        dMemory.Clear();
        dWeights.Clear();
        for (int h = 0; h < heads; h++)
        {
            for (int w = 0; w < width; w++)
            {
                for (int n = 0; n < slots; n++)
                {
                    dWeights[h * slots + n] += gradient[h * width + w] * memory[w * slots + n];
                    dMemory[w * slots + n] += gradient[h * width + w] * weights[h * slots + n];
                }
            }
        }
    }
}
