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
