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

    private const float Unseen = 1e-6f;
    private const int FewSlots = 64, Beside = 3;

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
        int all = 0;
        float least = Least;
        ReadOnlySpan<float> values = links.Row(0).Slice(writer * slots.Length * entries.Length, slots.Length * entries.Length);
        ReadOnlySpan<float> sources = from is null ? [] : from.Row(0).Slice(writer * values.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < Least || (from is null ? i % entries.Length : (int)sources[i]) is not (>= 0 and var source))
                continue;
            all++;
            if (values[i] < least)
                continue;
            found.Add(new(source, i / entries.Length, values[i]));
            // Of very many, those that cannot be among the strongest any more are not kept.
            if (found.Count == 8 * Most)
                least = Sorted(found)[^1].Weight;
        }

        return new(slots.Length, Sorted(found)) { All = all };
    }

    /// <summary>Leaves the strongest, the strongest first.</summary>
    private static List<SlotLink> Sorted(List<SlotLink> found)
    {
        found.Sort((one, other) => other.Weight != one.Weight ? other.Weight.CompareTo(one.Weight)
            : one.To != other.To ? one.To.CompareTo(other.To) : one.From.CompareTo(other.From));
        if (found.Count > Most)
            found.RemoveRange(Most, found.Count - Most);
        return found;
    }

    /// <summary>The slots that links of a large memory lead between, with a few beside them; all slots of a small one.</summary>
    /// <param name="lists">The links of all writers.</param>
    internal static (int First, int Count) Window(IReadOnlyList<LinkList> lists)
    {
        int slots = lists.Select(list => list.Slots).DefaultIfEmpty().Max();
        int[] ends = [.. lists.SelectMany(list => list.Strongest).SelectMany(link => (int[])[link.From, link.To])];
        if (slots <= FewSlots || ends.Length == 0)
            return (0, slots);
        int first = Math.Max(0, ends.Min() - Beside), last = Math.Min(slots - 1, Math.Max(ends.Max() + Beside, first + FewSlots / 2));
        return (first, last - first + 1);
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
        {
            Span<float> line = dots.AsSpan(slot / group * columns, columns);
            ReadOnlySpan<float> row = values.Slice(slot * entries, entries);
            for (int entry = 0; entry < row.Length; entry++)
            {
                // What is too light for a shade is not looked at further: nearly all links are.
                if (row[entry] < Unseen)
                    continue;
                int source = from is null ? entry : (int)sources[slot * entries + entry];
                if (source >= 0 && line[source / group] < row[entry])
                    line[source / group] = row[entry];
            }
        }

        return (dots, columns);
    }
}
