namespace NeuralMemory.Benchmarks;

/// <summary>Softmax in three loops, and its gradient.</summary>
internal static class NaiveSoftmax
{
    /// <summary>weights[i] = e^(scale x[i]) / sum, for a scale of at least 0.</summary>
    public static void Forward(ReadOnlySpan<Real> x, Real scale, Span<Real> weights)
    {
        Real largest = Real.NegativeInfinity, sum = 0;
        for (int i = 0; i < x.Length; i++)
            largest = Real.Max(largest, x[i]);
        for (int i = 0; i < x.Length; i++)
            sum += weights[i] = Real.Exp(scale * (x[i] - largest));
        for (int i = 0; i < x.Length; i++)
            weights[i] /= sum;
    }

    /// <summary>The gradient of the scaled scores.</summary>
    public static void Backward(ReadOnlySpan<Real> weights, ReadOnlySpan<Real> gradient, Span<Real> scoreGradient)
    {
        Real mean = 0;
        for (int i = 0; i < weights.Length; i++)
            mean += weights[i] * gradient[i];
        for (int i = 0; i < weights.Length; i++)
            scoreGradient[i] = weights[i] * (gradient[i] - mean);
    }
}
