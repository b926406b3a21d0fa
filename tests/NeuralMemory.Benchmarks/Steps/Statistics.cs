namespace NeuralMemory.Benchmarks;

/// <summary>Robust summaries of few numbers.</summary>
internal static class Statistics
{
    /// <summary>The middle value; of an even number of values the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>
    /// The 95 % confidence interval of the median, by ranks: of n values those that stand 0.98 sqrt(n) places around the middle. Assumes
    /// nothing of their distribution.
    /// </summary>
    public static (double Low, double High) MedianInterval(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        double around = 0.98 * Math.Sqrt(sorted.Length);
        int low = Math.Max(0, (int)Math.Floor(sorted.Length / 2.0 - around)), high = (int)Math.Ceiling(sorted.Length / 2.0 + around);
        return (sorted[low], sorted[Math.Min(sorted.Length - 1, high)]);
    }

    /// <summary>The upper middle value. Sorts in place and allocates nothing.</summary>
    public static double Median(Span<long> values)
    {
        values.Sort();
        return values[values.Length / 2];
    }

    /// <summary>The smallest value.</summary>
    public static long Min(ReadOnlySpan<long> values)
    {
        long least = long.MaxValue;
        foreach (long value in values)
            least = Math.Min(least, value);
        return least;
    }
}
