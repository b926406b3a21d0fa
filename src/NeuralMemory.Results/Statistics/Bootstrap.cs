namespace NeuralMemory.Results;

/// <summary>A range of values.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The interval of what has none: NaN at both ends.</summary>
    public static Interval None { get; } = new(double.NaN, double.NaN);
}

/// <summary>What numbers are summed up by.</summary>
public enum Center
{
    /// <summary>The median.</summary>
    Median,

    /// <summary>The mean.</summary>
    Mean,
}

/// <summary>
/// 95 % intervals by the percentiles of resamples (Efron 1979; Efron and Tibshirani 1993, chapter 13). The same numbers give the same
/// interval: chance comes from a seed. Of few numbers such an interval is too short, and an interval of the median ends at two of them.
/// </summary>
public static class Bootstrap
{
    /// <summary>How many resamples are drawn where nobody says.</summary>
    public const int UsualResamples = 10_000;

    private const double Tail = 0.025;

    /// <summary>The interval of a median or mean.</summary>
    /// <param name="values">The numbers, none of which is NaN; of fewer than two there is no interval.</param>
    /// <param name="center">What is drawn again and again.</param>
    /// <param name="seed">Where chance comes from.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    public static Interval Of(IReadOnlyList<double> values, Center center, long seed = 1, int resamples = UsualResamples)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (values.Count < 2)
            return Interval.None;
        Resampler draw = new(seed, values, center);
        double[] found = new double[resamples];
        for (int i = 0; i < found.Length; i++)
            found[i] = draw.Next();
        return Percentiles(found);
    }

    /// <summary>
    /// The interval of the difference between the medians or means of two independent groups: that of the second less that of the first.
    /// </summary>
    /// <param name="first">The first group's numbers; of fewer than two there is no interval.</param>
    /// <param name="second">The second group's.</param>
    /// <param name="center">What is compared.</param>
    /// <param name="seed">Where chance comes from.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    public static Interval OfDifference(
        IReadOnlyList<double> first, IReadOnlyList<double> second, Center center, long seed = 1, int resamples = UsualResamples)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (first.Count < 2 || second.Count < 2)
            return Interval.None;
        Resampler draw = new(seed, first, center), other = new(~seed, second, center);
        double[] found = new double[resamples];
        for (int i = 0; i < found.Length; i++)
            found[i] = PairedDifferences.Between(draw.Next(), other.Next());
        return Percentiles(found);
    }

    private static Interval Percentiles(double[] found)
    {
        // Of a mean of infinities of both signs nothing is known.
        if (Array.Exists(found, double.IsNaN))
            return Interval.None;
        Array.Sort(found);
        return new(Quantile.At(found, Tail), Quantile.At(found, 1 - Tail));
    }

    /// <summary>Draws as many numbers as there are, with replacement, and sums them up.</summary>
    private sealed class Resampler(long seed, IReadOnlyList<double> values, Center center)
    {
        private readonly double[] _values = [.. values], _drawn = new double[values.Count];
        private ulong _state = (ulong)seed;

        public double Next()
        {
            double sum = 0;
            for (int i = 0; i < _drawn.Length; i++)
                sum += _drawn[i] = _values[Index()];
            if (center == Center.Mean)
                return sum / _drawn.Length;
            Array.Sort(_drawn);
            return Quantile.At(_drawn, 0.5);
        }

        /// <summary>SplitMix64 (Steele, Lea and Flood 2014), and the high half of a product for a place.</summary>
        private int Index()
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return (int)Math.BigMul(z, (ulong)_values.Length, out _);
        }
    }
}
