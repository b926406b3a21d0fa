namespace NeuralMemory.Results;

/// <summary>
/// The median and the quartiles of some numbers: linear interpolation between order statistics, type 7 of Hyndman and Fan 1996, as NumPy
/// and R do by default. Infinities count: what never happened is later than all that did, so that a median stands as long as more than half
/// is finite.
/// </summary>
/// <param name="Count">n, how many numbers there are.</param>
/// <param name="Low">The first quartile; NaN when there is no number.</param>
/// <param name="Median">The median; NaN when there is no number.</param>
/// <param name="High">The third quartile; NaN when there is no number.</param>
public readonly record struct Quartiles(int Count, double Low, double Median, double High)
{
    /// <summary>The quartiles of some numbers, none of which is NaN.</summary>
    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(sorted.Length, Quantile.At(sorted, 0.25), Quantile.At(sorted, 0.5), Quantile.At(sorted, 0.75));
    }
}
