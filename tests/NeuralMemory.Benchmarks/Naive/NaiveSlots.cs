namespace NeuralMemory.Benchmarks;

/// <summary>Passes over a memory [W, N] as loops; vectors are [H, W], weightings [H, N].</summary>
internal static class NaiveSlots
{
    /// <summary>dots[h, n] = sum over w of vectors[h, w] memory[w, n]</summary>
    public static void Dots(ReadOnlySpan<Real> memory, int slots, int width, ReadOnlySpan<Real> vectors, int heads, Span<Real> dots)
    {
        for (int h = 0; h < heads; h++)
        {
            for (int n = 0; n < slots; n++)
            {
                Real sum = 0;
                for (int w = 0; w < width; w++)
                    sum += vectors[h * width + w] * memory[w * slots + n];
                dots[h * slots + n] = sum;
            }
        }
    }

    /// <summary>squares[n] = the squared length of slot n</summary>
    public static void Squares(ReadOnlySpan<Real> memory, int slots, int width, Span<Real> squares)
    {
        for (int n = 0; n < slots; n++)
        {
            Real sum = 0;
            for (int w = 0; w < width; w++)
                sum += memory[w * slots + n] * memory[w * slots + n];
            squares[n] = sum;
        }
    }

    /// <summary>vectors[h, w] = sum over n of weightings[h, n] memory[w, n]</summary>
    public static void Read(ReadOnlySpan<Real> memory, int slots, int width, ReadOnlySpan<Real> weightings, int heads, Span<Real> vectors)
    {
        for (int h = 0; h < heads; h++)
        {
            for (int w = 0; w < width; w++)
            {
                Real sum = 0;
                for (int n = 0; n < slots; n++)
                    sum += weightings[h * slots + n] * memory[w * slots + n];
                vectors[h * width + w] = sum;
            }
        }
    }

    /// <summary>
    /// weightingGradients[h, n] += sum over w of vectorGradients[h, w] memory[w, n]; memoryGradient[w, n] += sum over h of
    /// vectorGradients[h, w] weightings[h, n]
    /// </summary>
    public static void ReadGradient(
        ReadOnlySpan<Real> memory, int slots, int width, ReadOnlySpan<Real> weightings, int heads, ReadOnlySpan<Real> vectorGradients,
        Span<Real> weightingGradients, Span<Real> memoryGradient)
    {
        for (int h = 0; h < heads; h++)
        {
            for (int w = 0; w < width; w++)
            {
                for (int n = 0; n < slots; n++)
                {
                    weightingGradients[h * slots + n] += vectorGradients[h * width + w] * memory[w * slots + n];
                    memoryGradient[w * slots + n] += vectorGradients[h * width + w] * weightings[h * slots + n];
                }
            }
        }
    }
}
