namespace NeuralMemory.Results;

/// <summary>
/// What some numbers come to. What is worse than any number, as the result of a run that diverged, is an infinity and counts: the median
/// and the quartiles stand as long as few are infinite, and the mean says that one is.
/// </summary>
/// <param name="Count">n, how many numbers there are; of none, all else is NaN.</param>
/// <param name="Low">The first quartile (type 7, see <see cref="Quartiles"/>).</param>
/// <param name="Median">The median.</param>
/// <param name="High">The third quartile.</param>
/// <param name="Mean">The mean; an infinity where one is among them, NaN where both are.</param>
/// <param name="Deviation">The standard deviation of a sample (n - 1); NaN of one number, and where one is infinite.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
public readonly record struct Summary(
    int Count, double Low, double Median, double High, double Mean, double Deviation, double Minimum, double Maximum)
{
    /// <summary>The summary of some numbers, none of which is NaN.</summary>
    public static Summary Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        double mean = MeanOf(sorted);
        return new(sorted.Length, Quantile.At(sorted, 0.25), Quantile.At(sorted, 0.5), Quantile.At(sorted, 0.75),
            mean, DeviationOf(sorted, mean), sorted[0], sorted[^1]);
    }

    /// <summary>The quartiles alone.</summary>
    public Quartiles Quartiles => new(Count, Low, Median, High);

    private static double MeanOf(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum / values.Length;
    }

    /// <summary>In two passes: of nearly equal large numbers, the difference of sums of squares would be rounding alone.</summary>
    private static double DeviationOf(double[] values, double mean)
    {
        if (values.Length < 2 || !double.IsFinite(mean))
            return double.NaN;
        double squares = 0;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / (values.Length - 1));
    }
}
