using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>A link between slots.</summary>
/// <param name="From">The slot that was written before.</param>
/// <param name="To">The slot that was written right after it.</param>
/// <param name="Weight">How surely, from 0 to 1.</param>
public readonly record struct SlotLink(int From, int To, float Weight);

/// <summary>The links of one writer after a step.</summary>
/// <param name="Slots">N.</param>
/// <param name="Strongest">The strongest ones, the strongest first.</param>
public sealed record LinkList(int Slots, IReadOnlyList<SlotLink> Strongest)
{
    /// <summary>The most links that are listed, and the least weight of one.</summary>
    public const int Most = 200;

    /// <summary>The least weight of a link that is listed.</summary>
    public const float Least = 0.02f;

    /// <summary>How many there are of at least that weight.</summary>
    public int All { get; init; }

    /// <summary>The links of a writer.</summary>
    /// <param name="links">One row [writer, slot, previous slot] or, of sparse links, [writer, slot, link].</param>
    /// <param name="from">Of sparse links, the slots that they lead from; null for dense ones.</param>
    /// <param name="writer">The writer's place.</param>
    /// <exception cref="ArgumentException">Those are no links.</exception>
    public static LinkList Of(TracedQuantity links, TracedQuantity? from, int writer)
    {
        ArgumentNullException.ThrowIfNull(links);
        if (links.Axes is not [var writers, var slots, var entries] || writer < 0 || writer >= writers.Length)
            throw new ArgumentException($"links have the axes writer, slot and previous slot, not those of '{links.Name}'", nameof(links));
        List<SlotLink> found = [];
        ReadOnlySpan<float> values = links.Row(0).Slice(writer * slots.Length * entries.Length, slots.Length * entries.Length);
        ReadOnlySpan<float> sources = from is null ? [] : from.Row(0).Slice(writer * values.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
            if (values[i] >= Least && (from is null ? i % entries.Length : (int)sources[i]) is >= 0 and var source)
                found.Add(new(source, i / entries.Length, values[i]));
        int all = found.Count;
        found.Sort((one, other) => other.Weight != one.Weight ? other.Weight.CompareTo(one.Weight)
            : one.To != other.To ? one.To.CompareTo(other.To) : one.From.CompareTo(other.From));
        return new(slots.Length, found.Count > Most ? found[..Most] : found) { All = all };
    }

    /// <summary>[slot, previous slot] the weights as dots, each the largest of those that it stands for.</summary>
    /// <param name="links">As above.</param>
    /// <param name="from">As above.</param>
    /// <param name="writer">The writer's place.</param>
    /// <param name="most">The most dots across and down.</param>
    internal static (float[] Dots, int Columns) MatrixOf(TracedQuantity links, TracedQuantity? from, int writer, int most)
    {
        (int slots, int entries) = (links.Axes[1].Length, links.Axes[2].Length);
        int group = HeatMap.GroupOf(slots, most), columns = (slots + group - 1) / group;
        var dots = new float[columns * columns];
        ReadOnlySpan<float> values = links.Row(0).Slice(writer * slots * entries, slots * entries);
        ReadOnlySpan<float> sources = from is null ? [] : from.Row(0).Slice(writer * values.Length, values.Length);
        for (int slot = 0; slot < slots; slot++)
            for (int entry = 0; entry < entries; entry++)
            {
                int at = slot * entries + entry, source = from is null ? entry : (int)sources[at];
                if (source >= 0 && dots[slot / group * columns + source / group] < values[at])
                    dots[slot / group * columns + source / group] = values[at];
            }

        return (dots, columns);
    }
}
