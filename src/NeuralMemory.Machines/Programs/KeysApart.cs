namespace NeuralMemory.Machines;

/// <summary>
/// Keeps the keys of a head's programs apart (Le, Tran and Venkatesh 2020, arXiv 1906.08862; <c>pl1</c> of the published code):
/// the mean over all heads and pairs of programs of the cosine of their keys, which is added to the loss. It depends on the keys alone, so
/// that its gradient is added to that of a batch, whatever engine computed it.
/// </summary>
internal static class KeysApart
{
    /// <summary>What the parameter of the keys is called.</summary>
    public const string Name = "programs/keys";

    /// <summary>Adds the gradient; returns the mean cosine, 0 where no head has two programs.</summary>
    /// <param name="keys">[H, P, D]</param>
    /// <param name="heads">H.</param>
    /// <param name="programs">P.</param>
    /// <param name="scale">What the mean is multiplied by in the loss.</param>
    /// <param name="gradient">The keys' gradient, which is added to.</param>
    public static double Add(ReadOnlySpan<Real> keys, int heads, int programs, double scale, Span<Real> gradient)
    {
        int pairs = heads * programs * (programs - 1) / 2;
        if (pairs == 0)
            return 0;
        int width = keys.Length / (heads * programs);
        double sum = 0;
        for (int head = 0; head < heads; head++)
            for (int i = 0; i < programs; i++)
                for (int j = i + 1; j < programs; j++)
                {
                    int first = (head * programs + i) * width, second = (head * programs + j) * width;
                    sum += AddPair(
                        keys.Slice(first, width), keys.Slice(second, width), scale / pairs, gradient.Slice(first, width),
                        gradient.Slice(second, width));
                }

        return sum / pairs;
    }

    private static double AddPair(ReadOnlySpan<Real> a, ReadOnlySpan<Real> b, double scale, Span<Real> ofA, Span<Real> ofB)
    {
        double dot = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            squareA += (double)a[i] * a[i];
            squareB += (double)b[i] * b[i];
        }

        double norms = Math.Sqrt(squareA * squareB);
        // A key of zeros points nowhere.
        if (norms == 0)
            return 0;
        double cosine = dot / norms;
        for (int i = 0; i < a.Length; i++)
        {
            ofA[i] += (Real)(scale * (b[i] / norms - cosine * a[i] / squareA));
            ofB[i] += (Real)(scale * (a[i] / norms - cosine * b[i] / squareB));
        }

        return cosine;
    }
}
