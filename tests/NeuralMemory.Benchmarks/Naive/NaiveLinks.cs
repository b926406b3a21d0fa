namespace NeuralMemory.Benchmarks;

/// <summary>One temporal link matrix [N, N] as loops; what the heads read, and what they are led to, are [H, N].</summary>
internal static class NaiveLinks
{
    /// <summary>
    /// next(i, j) = (1 - w(i) - w(j)) link(i, j) + w(i) p(j), 0 on the diagonal; forward = next reads, backward = nextᵀ reads
    /// </summary>
    public static void Update(
        ReadOnlySpan<Real> link, ReadOnlySpan<Real> writes, ReadOnlySpan<Real> precedence, ReadOnlySpan<Real> reads, int heads,
        Span<Real> next, Span<Real> forward, Span<Real> backward)
    {
        int slots = writes.Length;
        forward.Clear();
        backward.Clear();
        for (int i = 0; i < slots; i++)
            for (int j = 0; j < slots; j++)
                next[i * slots + j] = i == j ? 0 : (1 - writes[i] - writes[j]) * link[i * slots + j] + writes[i] * precedence[j];
        for (int h = 0; h < heads; h++)
        {
            for (int i = 0; i < slots; i++)
            {
                for (int j = 0; j < slots; j++)
                {
                    forward[h * slots + i] += next[i * slots + j] * reads[h * slots + j];
                    backward[h * slots + j] += next[i * slots + j] * reads[h * slots + i];
                }
            }
        }
    }

    /// <summary>Turns the gradient of next into that of link, and adds to the others.</summary>
    public static void UpdateGradient(
        ReadOnlySpan<Real> link, ReadOnlySpan<Real> writes, ReadOnlySpan<Real> precedence, ReadOnlySpan<Real> reads, int heads,
        ReadOnlySpan<Real> next, ReadOnlySpan<Real> dForward, ReadOnlySpan<Real> dBackward, Span<Real> gradient, Span<Real> dWrites,
        Span<Real> dPrecedence, Span<Real> dReads)
    {
        int slots = writes.Length;
        for (int h = 0; h < heads; h++)
        {
            for (int i = 0; i < slots; i++)
            {
                for (int j = 0; j < slots; j++)
                {
                    Real ahead = dForward[h * slots + i], back = dBackward[h * slots + j];
                    gradient[i * slots + j] += ahead * reads[h * slots + j] + back * reads[h * slots + i];
                    dReads[h * slots + j] += ahead * next[i * slots + j];
                    dReads[h * slots + i] += back * next[i * slots + j];
                }
            }
        }

        for (int i = 0; i < slots; i++)
        {
            for (int j = 0; j < slots; j++)
            {
                Real g = i == j ? 0 : gradient[i * slots + j];
                dWrites[i] += g * (precedence[j] - link[i * slots + j]);
                dWrites[j] -= g * link[i * slots + j];
                dPrecedence[j] += g * writes[i];
                gradient[i * slots + j] = g * (1 - writes[i] - writes[j]);
            }
        }
    }
}
