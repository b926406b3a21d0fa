using System.Runtime.CompilerServices;
#if REAL_IS_DOUBLE
using Four = System.Runtime.Intrinsics.Vector256;
using FourReals = System.Runtime.Intrinsics.Vector256<double>;
#else
using Four = System.Runtime.Intrinsics.Vector128;
using FourReals = System.Runtime.Intrinsics.Vector128<float>;
#endif

namespace NeuralMemory.Numerics;

public static unsafe partial class SparseLinks
{
    /// <summary>
    /// The gradients of <see cref="Follow"/>, given those of the forward and backward weightings in their place: adds to
    /// <paramref name="gradient"/>, that of the links' values, and to the readers' own.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FollowGradient(LinkRows links, int slots, int entries, PackedReaders readers, Real* gradient)
    {
        int step = readers.Step;
        for (int r = 0; r < readers.Width; r += PackedReaders.Lanes)
        {
            Real* reads = readers.Reads + r, forward = readers.Forward + r, backward = readers.Backward + r, dReads = readers.Gradients + r;
            for (int i = 0; i < slots; i++)
            {
                FourReals own = Four.Load(reads + i * step), ahead = Four.Load(forward + i * step), sum = FourReals.Zero;
                for (int k = (i + 1) * entries - 1; k >= i * entries && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
                {
                    int there = column * step;
                    FourReals value = Four.Create(links.Values[k]), back = Four.Load(backward + there);
                    gradient[k] += Four.Sum(Four.FusedMultiplyAdd(ahead, Four.Load(reads + there), back * own));
                    sum = Four.FusedMultiplyAdd(value, back, sum);
                    Four.Store(Four.FusedMultiplyAdd(value, ahead, Four.Load(dReads + there)), dReads + there);
                }

                // No entry is on the diagonal, so that nothing was added here meanwhile.
                Four.Store(Four.Load(dReads + i * step) + sum, dReads + i * step);
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
    /// <param name="write">w and p.</param>
    /// <param name="next">What <see cref="Update"/> made.</param>
    /// <param name="gradient">[N, K]</param>
    /// <param name="dWrites">[N] the gradient of w, of meaning only for the slots that are written.</param>
    /// <param name="dPrecedence">[N] the gradient of p.</param>
    /// <param name="scratch">Memory for K numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpdateGradient(
        LinkRows links, int slots, int entries, LinkWrite write, LinkRows next, Real* gradient, Real* dWrites, Real* dPrecedence,
        Real* scratch)
    {
        for (int i = 0; i < slots; i++)
        {
            int at = i * entries;
            if (write.IsWritten[i] != 0)
            {
                UpdateRowGradient(
                    links.From(at), entries, i, write, next.From(at), gradient + at, dWrites, dPrecedence, scratch);
                continue;
            }

            for (int k = at + entries - 1; k >= at && IndexOf(links.Slots[k]) is >= 0 and var column; k--)
            {
                if (write.IsWritten[column] == 0)
                    continue;
                dWrites[column] -= gradient[k] * links.Values[k];
                gradient[k] *= 1 - write.Weights[column];
            }
        }
    }

    /// <summary>Finds where each entry of the new row came from by walking along the old row and the sources.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateRowGradient(
        LinkRows link, int entries, int row, LinkWrite write, LinkRows next, Real* gradient, Real* dWrites, Real* dPrecedence,
        Real* scratch)
    {
        Elementwise.Clear(scratch, entries);
        int* sources = write.Sources;
        Real weight = write.Weights[row], kept = 1 - weight, dWeight = 0;
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
                dWeight -= less;
                dWrites[column] -= less;
                scratch[old] = gradient[k] * (kept - write.Weights[column]);
            }

            if (source < entries && sources[source] == column)
            {
                dWeight += gradient[k] * write.Precedence[column];
                dPrecedence[column] += gradient[k] * weight;
            }
        }

        dWrites[row] += dWeight;
        Elementwise.Copy(scratch, gradient, entries);
    }
}
