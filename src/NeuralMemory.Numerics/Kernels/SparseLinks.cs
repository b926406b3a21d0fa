using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralMemory.Numerics;

/// <summary>
/// Temporal links L(i, j) of which each row i keeps K entries: their slots j in ascending order, behind as many -1 as entries are free,
/// and their values. The diagonal has no entry. Weightings of several readers are packed: the numbers of one slot stand together, in
/// vectors, so that an entry moves all readers at once.
/// </summary>
public static unsafe partial class SparseLinks
{
    /// <summary>The slot of a free entry.</summary>
    public const int Free = -1;

    private const int Lanes = 16 / sizeof(Real);

    /// <summary>How many numbers a slot takes where <paramref name="heads"/> weightings are packed.</summary>
    public static int PackedWidth(int heads) => (heads + Lanes - 1) / Lanes * Lanes;

    /// <summary>packed[n, h] = rows[h, n], where rows are <paramref name="stride"/> apart; 0 for the heads that fill up a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(Real* rows, int stride, int heads, int slots, Real* packed)
    {
        int width = PackedWidth(heads);
        for (int h = 0; h < width; h++)
        {
            Real* row = rows + h * stride;
            for (int n = 0; n < slots; n++)
                packed[n * width + h] = h < heads ? row[n] : 0;
        }
    }

    /// <summary>rows[h, n] = packed[n, h].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack(Real* packed, Real* rows, int stride, int heads, int slots)
    {
        int width = PackedWidth(heads);
        for (int h = 0; h < heads; h++)
            for (int n = 0; n < slots; n++)
                rows[h * stride + n] = packed[n * width + h];
    }

    /// <summary>rows[h, n] += packed[n, h].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUnpacked(Real* packed, Real* rows, int stride, int heads, int slots)
    {
        int width = PackedWidth(heads);
        for (int h = 0; h < heads; h++)
            for (int n = 0; n < slots; n++)
                rows[h * stride + n] += packed[n * width + h];
    }

    /// <summary>
    /// next(i, j) = (1 - w(i) - w(j)) link(i, j) + w(i) p(j) without the diagonal, of which each row keeps the K entries of the largest
    /// magnitudes, of equal ones those of the lower slots. An entry that has come to 0 keeps its slot until a larger one needs the place.
    /// </summary>
    /// <param name="links">link.</param>
    /// <param name="slots">N.</param>
    /// <param name="entries">K, at most N.</param>
    /// <param name="writes">w [N]: 0 but for the slots that are written.</param>
    /// <param name="written">The K slots that are written, ascending.</param>
    /// <param name="precedence">p [N]; only those of <paramref name="sources"/> are looked at.</param>
    /// <param name="sources">The K slots j whose p(j) enters, ascending.</param>
    /// <param name="next">Receives next.</param>
    /// <param name="scratch">Memory for 5 K numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(
        LinkRows links, int slots, int entries, Real* writes, int* written, Real* precedence, int* sources, LinkRows next, Real* scratch)
    {
        Elementwise.Copy(links.Slots, next.Slots, slots * entries);
        Elementwise.Copy(links.Values, next.Values, slots * entries);
        int turn = 0;
        for (int i = 0; i < slots; i++)
        {
            int at = i * entries;
            if (turn < entries && written[turn] == i)
            {
                turn++;
                UpdateRow(links.From(at), entries, i, writes, precedence, sources, next.From(at), scratch);
                continue;
            }

            // No other row gains an entry, and what it has only becomes less.
            for (int k = at + entries - 1; k >= at && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
                next.Values[k] *= 1 - writes[column];
        }
    }

    /// <summary>forward(h) = link reads(h) and backward(h) = linkᵀ reads(h), all of them packed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Follow(LinkRows links, int slots, int entries, Real* reads, int width, Real* forward, Real* backward)
    {
        Elementwise.Clear(backward, slots * width);
        for (int h = 0; h < width; h += Lanes)
        {
            for (int i = 0; i < slots; i++)
            {
                Vector128<Real> own = Vector128.Load(reads + i * width + h), sum = Vector128<Real>.Zero;
                for (int k = (i + 1) * entries - 1; k >= i * entries && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
                {
                    int there = column * width + h;
                    Vector128<Real> value = Vector128.Create(links.Values[k]);
                    sum = Vector128.FusedMultiplyAdd(value, Vector128.Load(reads + there), sum);
                    Vector128.Store(Vector128.FusedMultiplyAdd(value, own, Vector128.Load(backward + there)), backward + there);
                }

                Vector128.Store(sum, forward + i * width + h);
            }
        }
    }

    /// <summary>A row that is written: its entries and the sources, both in ascending order of their slots, are merged.</summary>
    private static void UpdateRow(
        LinkRows link, int entries, int row, Real* writes, Real* precedence, int* sources, LinkRows next, Real* scratch)
    {
        Real* values = scratch;
        int* columns = (int*)(scratch + 2 * entries), chosen = (int*)(scratch + 4 * entries);
        Real write = writes[row], kept = 1 - write;
        int count = 0, old = FirstEntry(link, entries), source = 0;
        while (old < entries || source < entries)
        {
            int oldColumn = old < entries ? IndexOf(link.Slots[old]) : int.MaxValue;
            int sourceColumn = source < entries ? sources[source] : int.MaxValue;
            int column = Math.Min(oldColumn, sourceColumn);
            Real value = 0;
            if (oldColumn == column)
                value = (kept - writes[column]) * link.Values[old++];
            if (sourceColumn == column)
                value += write * precedence[sources[source++]];
            if (column == row)
                continue;
            (columns[count], values[count]) = (column, value);
            count++;
        }

        int taken = LargestSlots.Choose(values, count, entries, chosen), free = entries - taken;
        for (int k = 0; k < free; k++)
            (next.Slots[k], next.Values[k]) = (Free, 0);
        for (int k = 0; k < taken; k++)
            (next.Slots[free + k], next.Values[free + k]) = (columns[chosen[k]], values[chosen[k]]);
    }

    private static int FirstEntry(LinkRows link, int entries)
    {
        int first = 0;
        while (first < entries && link.Slots[first] < 0)
            first++;
        return first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(Real slot) => Real.ConvertToIntegerNative<int>(slot);
}
