using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralMemory.Numerics;

public static unsafe partial class SparseLinks
{
    /// <summary>
    /// Adds the gradients of <see cref="Follow"/>: to <paramref name="gradient"/>, that of the links' values, and to
    /// <paramref name="dReads"/>, which is packed like the weightings.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FollowGradient(
        LinkRows links, int slots, int entries, Real* reads, int width, Real* dForward, Real* dBackward, Real* gradient, Real* dReads)
    {
        for (int h = 0; h < width; h += Lanes)
        {
            for (int i = 0; i < slots; i++)
            {
                int here = i * width + h;
                Vector128<Real> own = Vector128.Load(reads + here), ahead = Vector128.Load(dForward + here), sum = Vector128<Real>.Zero;
                for (int k = (i + 1) * entries - 1; k >= i * entries && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
                {
                    int there = column * width + h;
                    Vector128<Real> value = Vector128.Create(links.Values[k]), back = Vector128.Load(dBackward + there);
                    gradient[k] += Vector128.Sum(Vector128.FusedMultiplyAdd(ahead, Vector128.Load(reads + there), back * own));
                    sum = Vector128.FusedMultiplyAdd(value, back, sum);
                    Vector128.Store(Vector128.FusedMultiplyAdd(value, ahead, Vector128.Load(dReads + there)), dReads + there);
                }

                // No entry is on the diagonal, so that nothing was added here meanwhile.
                Vector128.Store(Vector128.Load(dReads + here) + sum, dReads + here);
            }
        }
    }

    /// <summary>
    /// The gradients of <see cref="Update"/>. <paramref name="gradient"/> holds that of next's values and is changed in place to that of
    /// link's, which stand at other places in the rows that were written; what was dropped gets 0. The others are added to.
    /// </summary>
    /// <param name="links">link.</param>
    /// <param name="slots">N.</param>
    /// <param name="entries">K.</param>
    /// <param name="writes">w [N]: 0 but for the slots that are written.</param>
    /// <param name="written">The K slots that are written, ascending.</param>
    /// <param name="precedence">p [N].</param>
    /// <param name="sources">The K slots j whose p(j) entered, ascending.</param>
    /// <param name="next">What <see cref="Update"/> made.</param>
    /// <param name="gradient">[N, K]</param>
    /// <param name="dWrites">[N], of meaning only for the slots that are written.</param>
    /// <param name="dPrecedence">[N]</param>
    /// <param name="scratch">Memory for K numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpdateGradient(
        LinkRows links, int slots, int entries, Real* writes, int* written, Real* precedence, int* sources, LinkRows next,
        Real* gradient, Real* dWrites, Real* dPrecedence, Real* scratch)
    {
        int turn = 0;
        for (int i = 0; i < slots; i++)
        {
            int at = i * entries;
            if (turn < entries && written[turn] == i)
            {
                turn++;
                UpdateRowGradient(
                    links.From(at), entries, i, writes, precedence, sources, next.From(at), gradient + at, dWrites, dPrecedence, scratch);
                continue;
            }

            for (int k = at + entries - 1; k >= at && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
            {
                dWrites[column] -= gradient[k] * links.Values[k];
                gradient[k] *= 1 - writes[column];
            }
        }
    }

    /// <summary>Finds where each entry of the new row came from by walking along the old row and the sources.</summary>
    private static void UpdateRowGradient(
        LinkRows link, int entries, int row, Real* writes, Real* precedence, int* sources, LinkRows next, Real* gradient, Real* dWrites,
        Real* dPrecedence, Real* scratch)
    {
        Elementwise.Clear(scratch, entries);
        Real write = writes[row], kept = 1 - write, dWrite = 0;
        int old = FirstEntry(link, entries), source = 0;
        for (int k = FirstEntry(next, entries); k < entries; k++)
        {
            int column = IndexOf(next.Slots[k]);
            while (old < entries && IndexOf(link.Slots[old]) < column)
                old++;
            while (source < entries && sources[source] < column)
                source++;
            if (old < entries && IndexOf(link.Slots[old]) == column)
            {
                Real less = gradient[k] * link.Values[old];
                dWrite -= less;
                dWrites[column] -= less;
                scratch[old] = gradient[k] * (kept - writes[column]);
            }

            if (source < entries && sources[source] == column)
            {
                dWrite += gradient[k] * precedence[column];
                dPrecedence[column] += gradient[k] * write;
            }
        }

        dWrites[row] += dWrite;
        Elementwise.Copy(scratch, gradient, entries);
    }
}
