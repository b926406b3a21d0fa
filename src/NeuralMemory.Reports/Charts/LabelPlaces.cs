namespace NeuralMemory.Reports;

/// <summary>Where labels stand beside a panel, each as near to its line as its neighbours leave room for.</summary>
internal static class LabelPlaces
{
    /// <summary>Moves labels apart.</summary>
    /// <param name="wanted">Where each wants to stand; of two that want the same, the earlier one comes first.</param>
    /// <param name="top">Where the first may stand.</param>
    /// <param name="bottom">Where the last may stand; labels that have no room in between go beyond it.</param>
    /// <param name="gap">How far apart they are at least.</param>
    /// <returns>Where each stands.</returns>
    public static double[] Spread(IReadOnlyList<double> wanted, double top, double bottom, double gap)
    {
        var places = new double[wanted.Count];
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(label => wanted[label])];
        // As high up as they may go when all below them have room, and then down from the one above.
        for (int i = 0; i < order.Length; i++)
            places[order[i]] = Math.Min(wanted[order[i]], bottom - (order.Length - 1 - i) * gap);
        for (int i = 0; i < order.Length; i++)
            places[order[i]] = Math.Max(places[order[i]], i == 0 ? top : places[order[i - 1]] + gap);
        return places;
    }
}
