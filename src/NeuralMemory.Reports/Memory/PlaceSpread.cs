namespace NeuralMemory.Reports;

/// <summary>Puts labels near the places that they belong to, without one on top of another.</summary>
internal static class PlaceSpread
{
    /// <summary>The middles of labels, in the order of the wished ones; all inside where they have room.</summary>
    /// <param name="wished">Where each should be.</param>
    /// <param name="size">How wide each is, with the gap to the next.</param>
    /// <param name="left">The left end of the room.</param>
    /// <param name="right">The right end of the room.</param>
    public static double[] Of(IReadOnlyList<double> wished, double size, double left, double right)
    {
        int[] order = [.. Enumerable.Range(0, wished.Count).OrderBy(i => wished[i])];
        // More than have room lie closer.
        double gap = Math.Min(size, wished.Count > 1 ? (right - left - size) / (wished.Count - 1) : size);
        var middles = new double[wished.Count];
        for (int i = 0; i < order.Length; i++)
        {
            double least = i == 0 ? left + size / 2 : middles[order[i - 1]] + gap;
            middles[order[i]] = Math.Max(wished[order[i]], least);
        }

        for (int i = order.Length - 1; i >= 0; i--)
        {
            double most = i == order.Length - 1 ? right - size / 2 : middles[order[i + 1]] - gap;
            middles[order[i]] = Math.Min(middles[order[i]], most);
        }

        return middles;
    }
}
