namespace NeuralMemory.Benchmarks;

/// <summary>
/// Location addressing of one head, interpolation, circular shift and sharpening, and its gradient, written as the formulas stand.
/// </summary>
internal static class NaiveLocationAddressing
{
    /// <param name="content">[N]</param>
    /// <param name="previous">[N]</param>
    /// <param name="gate">g</param>
    /// <param name="shifts">[2S + 1]</param>
    /// <param name="sharpening">y, at least 1</param>
    /// <param name="gated">[N] receives the interpolation.</param>
    /// <param name="shifted">[N] receives its shift.</param>
    /// <param name="weights">[N] receives the weighting.</param>
    public static void Forward(
        ReadOnlySpan<Real> content, ReadOnlySpan<Real> previous, Real gate, ReadOnlySpan<Real> shifts, Real sharpening,
        Span<Real> gated, Span<Real> shifted, Span<Real> weights)
    {
        int slots = content.Length, radius = shifts.Length / 2;
        for (int n = 0; n < slots; n++)
            gated[n] = gate * content[n] + (1 - gate) * previous[n];
        Real sum = 0;
        for (int n = 0; n < slots; n++)
        {
            shifted[n] = 0;
            for (int o = -radius; o <= radius; o++)
                shifted[n] += gated[(n - o + slots) % slots] * shifts[o + radius];
            sum += weights[n] = Real.Pow(shifted[n], sharpening);
        }

        for (int n = 0; n < slots; n++)
            weights[n] /= sum;
    }

    /// <summary>Sets the gradients of content, previous and shifts; returns those of the gate and of the exponent.</summary>
    public static (Real Gate, Real Sharpening) Backward(
        ReadOnlySpan<Real> content, ReadOnlySpan<Real> previous, Real gate, ReadOnlySpan<Real> shifts, Real sharpening,
        ReadOnlySpan<Real> gated, ReadOnlySpan<Real> shifted, ReadOnlySpan<Real> weights, ReadOnlySpan<Real> gradient,
        Span<Real> dShifted, Span<Real> dContent, Span<Real> dPrevious, Span<Real> dShifts)
    {
        int slots = content.Length, radius = shifts.Length / 2;
        Real dGate = 0, dSharpening = 0;
        // With z = y log shifted, w = softmax z.
        NaiveSoftmax.Backward(weights, gradient, dShifted);
        for (int n = 0; n < slots; n++)
        {
            dSharpening += dShifted[n] * Real.Log(shifted[n]);
            dShifted[n] *= sharpening / shifted[n];
        }

        dShifts.Clear();
        for (int n = 0; n < slots; n++)
        {
            Real dGated = 0;
            for (int o = -radius; o <= radius; o++)
            {
                dShifts[o + radius] += dShifted[n] * gated[(n - o + slots) % slots];
                dGated += dShifted[(n + o + slots) % slots] * shifts[o + radius];
            }

            dGate += dGated * (content[n] - previous[n]);
            dContent[n] = gate * dGated;
            dPrevious[n] = (1 - gate) * dGated;
        }

        return (dGate, dSharpening);
    }
}
