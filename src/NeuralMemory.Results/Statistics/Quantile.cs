namespace NeuralMemory.Results;

/// <summary>Linear interpolation between order statistics: type 7 of Hyndman and Fan 1996, as NumPy and R do by default.</summary>
internal static class Quantile
{
    /// <summary>The value that a share of the numbers lies below, at position share * (n - 1) of those sorted; NaN of none.</summary>
    public static double At(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.Length == 0)
            return double.NaN;
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        double part = position - below, low = sorted[below];
        // Nothing of a neighbour is nothing, also of an infinite one; infinite ones have no difference, and one takes all that is between.
        return part == 0 || sorted[below + 1] == low || double.IsInfinity(low) ? low : low + part * (sorted[below + 1] - low);
    }
}
