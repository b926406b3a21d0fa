namespace NeuralMemory.Results;

/// <summary>A head of a machine in its trace: where its weighting over slots lies.</summary>
/// <param name="Name">What it is called, such as <c>write head</c> or <c>read head 2</c>.</param>
/// <param name="Quantity">The traced quantity that has its weighting, such as <c>heads/weights</c>.</param>
/// <param name="Place">Its place on the first axis of that quantity.</param>
/// <param name="IsWriter">Whether it writes.</param>
public sealed record TracedHead(string Name, string Quantity, int Place, bool IsWriter)
{
    /// <summary>The heads of a trace with a memory, writers first; none for a machine without one.</summary>
    public static IReadOnlyList<TracedHead> Of(EpisodeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return Of(trace.Quantities);
    }

    /// <summary>The same of its quantities.</summary>
    public static IReadOnlyList<TracedHead> Of(IReadOnlyList<TracedQuantity> quantities)
    {
        ArgumentNullException.ThrowIfNull(quantities);
        IEnumerable<TracedHead> heads =
            from name in (string[])["write/weights", "read/weights", "heads/weights"]
            let quantity = quantities.FirstOrDefault(each => each.Name == name)
            where quantity is { Axes.Count: 2 }
            from place in Enumerable.Range(0, quantity.Axes[0].Length)
            let label = quantity.Axes[0].Labels?[place] ?? Numbered(name, place)
            select new TracedHead(label, name, place, label.StartsWith("write", StringComparison.Ordinal));
        return [.. heads.OrderBy(head => !head.IsWriter)];
    }

    /// <summary>[N] the weighting after a step that the trace keeps; empty where it does not.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    public ReadOnlySpan<float> WeightsAt(EpisodeTrace trace, int step)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Find(Quantity) is not { } quantity || quantity.PlaceOf(step) is not (>= 0 and var row))
            return [];
        int slots = quantity.Axes[1].Length;
        return quantity.Row(row).Slice(Place * slots, slots);
    }

    private static string Numbered(string quantity, int place) =>
        FormattableString.Invariant($"{quantity[..quantity.IndexOf('/', StringComparison.Ordinal)]} head {place + 1}");
}
