using System.Runtime.CompilerServices;
#if REAL_IS_DOUBLE
using Four = System.Runtime.Intrinsics.Vector256;
using FourReals = System.Runtime.Intrinsics.Vector256<double>;
#else
using Four = System.Runtime.Intrinsics.Vector128;
using FourReals = System.Runtime.Intrinsics.Vector128<float>;
#endif

namespace NeuralMemory.Numerics;

/// <summary>
/// Temporal links L(i, j) of which each row i keeps K entries: their slots j in ascending order, behind as many -1 as entries are free,
/// and their values. The diagonal has no entry.
/// </summary>
public static unsafe partial class SparseLinks
{
    /// <summary>The slot of a free entry.</summary>
    public const int Free = -1;

    /// <summary>
    /// next(i, j) = (1 - w(i) - w(j)) link(i, j) + w(i) p(j) without the diagonal, of which each row keeps the K entries of the largest
    /// magnitudes, of equal ones those of the lower slots. An entry that has come to 0 keeps its slot until a larger one needs the place.
    /// </summary>
    /// <param name="links">link.</param>
    /// <param name="slots">N.</param>
    /// <param name="entries">K, at most N.</param>
    /// <param name="write">w and p.</param>
    /// <param name="next">Receives next.</param>
    /// <param name="scratch">Memory for 5 K numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(LinkRows links, int slots, int entries, LinkWrite write, LinkRows next, Real* scratch)
    {
        Elementwise.Copy(links.Slots, next.Slots, slots * entries);
        Elementwise.Copy(links.Values, next.Values, slots * entries);
        for (int i = 0; i < slots; i++)
        {
            int at = i * entries;
            if (write.IsWritten[i] != 0)
            {
                UpdateRow(links.From(at), entries, i, write, next.From(at), scratch);
                continue;
            }

            // The row gains no entry, and hardly any of what it has becomes less.
            for (int k = at + entries - 1; k >= at && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
                if (write.IsWritten[column] != 0)
                    next.Values[k] *= 1 - write.Weights[column];
        }
    }

    /// <summary>forward = link reads and backward = linkᵀ reads, for every reader.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Follow(LinkRows links, int slots, int entries, PackedReaders readers)
    {
        readers.Clear(readers.Backward, slots);
        int step = readers.Step;
        for (int r = 0; r < readers.Width; r += PackedReaders.Lanes)
        {
            Real* reads = readers.Reads + r, forward = readers.Forward + r, backward = readers.Backward + r;
            for (int i = 0; i < slots; i++)
            {
                FourReals own = Four.Load(reads + i * step), sum = FourReals.Zero;
                for (int k = (i + 1) * entries - 1; k >= i * entries && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
                {
                    int there = column * step;
                    FourReals value = Four.Create(links.Values[k]);
                    sum = Four.FusedMultiplyAdd(value, Four.Load(reads + there), sum);
                    Four.Store(Four.FusedMultiplyAdd(value, own, Four.Load(backward + there)), backward + there);
                }

                Four.Store(sum, forward + i * step);
            }
        }
    }

    /// <summary>A row that is written: its entries and the sources, both in ascending order of their slots, are merged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateRow(LinkRows link, int entries, int row, LinkWrite write, LinkRows next, Real* scratch)
    {
        Real* values = scratch;
        int* columns = (int*)(scratch + 2 * entries), chosen = (int*)(scratch + 4 * entries);
        Real weight = write.Weights[row], kept = 1 - weight;
        int count = 0, old = FirstEntry(link, entries), source = 0;
        while (old < entries || source < entries)
        {
            int oldColumn = old < entries ? IndexOf(link.Slots[old]) : int.MaxValue;
            int sourceColumn = source < entries ? write.Sources[source] : int.MaxValue;
            int column = Math.Min(oldColumn, sourceColumn);
            Real value = 0;
            if (oldColumn == column)
                value = (kept - write.Weights[column]) * link.Values[old++];
            if (sourceColumn == column)
                value += weight * write.Precedence[write.Sources[source++]];
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
