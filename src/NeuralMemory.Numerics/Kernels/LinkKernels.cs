using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Passes over one temporal link matrix L [N, N], where L(i, j) is how much slot i was written right after slot j. What the heads
/// read, and the gradients of it, are H rows that stand <c>stride</c> apart.
/// </summary>
public static unsafe partial class LinkKernels
{
    /// <summary>
    /// next(i, j) = (1 - w(i) - w(j)) link(i, j) + w(i) p(j) with a zero diagonal; forward(h) = next reads(h) and
    /// backward(h) = nextᵀ reads(h), while the rows of next are in the cache.
    /// </summary>
    public static void Update(
        Real* link, Real* writes, Real* precedence, int slots, Real* reads, int heads, Real* next, Real* forward, Real* backward,
        int stride)
    {
        for (int h = 0; h < heads; h++)
            Elementwise.Clear(backward + h * stride, slots);
        int i = 0;
        for (; i <= slots - 4; i += 4)
        {
            Real* rows = next + i * slots;
            for (int k = 0; k < 4; k++)
                UpdateRow(link + (i + k) * slots, writes, precedence, i + k, slots, rows + k * slots);
            for (int h = 0; h < heads; h++)
                FollowFour(rows, slots, reads + h * slots, reads + h * slots + i, forward + h * stride + i, backward + h * stride);
        }

        for (; i < slots; i++)
        {
            Real* row = next + i * slots;
            UpdateRow(link + i * slots, writes, precedence, i, slots, row);
            for (int h = 0; h < heads; h++)
            {
                forward[h * stride + i] = Elementwise.Dot(row, reads + h * slots, slots);
                Elementwise.AddScaled(reads[h * slots + i], row, backward + h * stride, slots);
            }
        }
    }

    /// <summary>
    /// The gradients of <see cref="Update"/>, in one pass over the rows. <paramref name="gradient"/> holds that of next and is changed in
    /// place to that of link; the others are added to.
    /// </summary>
    public static void UpdateGradient(
        Real* link, Real* writes, Real* precedence, int slots, Real* reads, int heads, Real* next, Real* dForward, Real* dBackward,
        int stride, Real* gradient, Real* dWrites, Real* dPrecedence, Real* dReads)
    {
        if (heads == 4 && slots % Vector<Real>.Count == 0)
        {
            FourHeadsGradient(
                link, writes, precedence, slots, reads, next, dForward, dBackward, stride, gradient, dWrites, dPrecedence, dReads);
            return;
        }

        for (int i = 0; i < slots; i++)
        {
            Real* row = gradient + i * slots, nextRow = next + i * slots;
            int h = 0;
            for (; h <= heads - 2; h += 2)
            {
                FollowTwoGradient(
                    nextRow, slots, i, reads + h * slots, dForward + h * stride, dBackward + h * stride, stride, row, dReads + h * slots);
            }

            if (h < heads)
            {
                FollowOneGradient(
                    nextRow, slots, i, reads + h * slots, dForward + h * stride, dBackward + h * stride, row, dReads + h * slots);
            }

            UpdateRowGradient(link + i * slots, writes, precedence, i, slots, row, dWrites, dPrecedence);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateRow(Real* link, Real* writes, Real* precedence, int i, int slots, Real* next)
    {
        int lanes = Vector<Real>.Count, diagonal = i / lanes * lanes, whole = slots / lanes * lanes, j = 0;
        Real write = writes[i];
        Vector<Real> written = Vector.Create(write), kept = Vector.Create(1 - write);
        for (; j < whole; j += lanes)
        {
            Vector<Real> stays = (kept - Vector.Load(writes + j)) * Vector.Load(link + j);
            Vector<Real> links = Vector.FusedMultiplyAdd(written, Vector.Load(precedence + j), stays);
            // A zero stored on its own would make those who load its vector wait for it.
            if (j == diagonal)
                links = Vector.ConditionalSelect(
                    Vector.Equals<Real>(Vector<Real>.Indices, Vector.Create((Real)(i - j))), Vector<Real>.Zero, links);
            Vector.Store(links, next + j);
        }

        for (; j < slots; j++)
            next[j] = Real.FusedMultiplyAdd(write, precedence[j], (1 - write - writes[j]) * link[j]);
        if (diagonal >= whole)
            next[i] = 0;
    }

    /// <summary>Four rows: forward(k) = row(k) reads, and backward += rowsᵀ of what is read at those rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FollowFour(Real* rows, int slots, Real* reads, Real* readsOfRows, Real* forward, Real* backward)
    {
        int lanes = Vector<Real>.Count, j = 0;
        Real* row1 = rows + slots, row2 = row1 + slots, row3 = row2 + slots;
        Vector<Real> r0 = Vector.Create(readsOfRows[0]), r1 = Vector.Create(readsOfRows[1]), r2 = Vector.Create(readsOfRows[2]),
            r3 = Vector.Create(readsOfRows[3]), s0 = default, s1 = default, s2 = default, s3 = default;
        for (; j <= slots - lanes; j += lanes)
        {
            Vector<Real> l0 = Vector.Load(rows + j), l1 = Vector.Load(row1 + j), l2 = Vector.Load(row2 + j), l3 = Vector.Load(row3 + j);
            Vector<Real> read = Vector.Load(reads + j), b = Vector.Load(backward + j);
            s0 = Vector.FusedMultiplyAdd(l0, read, s0);
            s1 = Vector.FusedMultiplyAdd(l1, read, s1);
            s2 = Vector.FusedMultiplyAdd(l2, read, s2);
            s3 = Vector.FusedMultiplyAdd(l3, read, s3);
            b = Vector.FusedMultiplyAdd(l0, r0, b);
            b = Vector.FusedMultiplyAdd(l1, r1, b);
            b = Vector.FusedMultiplyAdd(l2, r2, b);
            Vector.Store(Vector.FusedMultiplyAdd(l3, r3, b), backward + j);
        }

        Real t0 = Vector.Sum(s0), t1 = Vector.Sum(s1), t2 = Vector.Sum(s2), t3 = Vector.Sum(s3);
        for (; j < slots; j++)
        {
            t0 += rows[j] * reads[j];
            t1 += row1[j] * reads[j];
            t2 += row2[j] * reads[j];
            t3 += row3[j] * reads[j];
            Real b = Real.FusedMultiplyAdd(row1[j], readsOfRows[1], Real.FusedMultiplyAdd(rows[j], readsOfRows[0], backward[j]));
            backward[j] = Real.FusedMultiplyAdd(row3[j], readsOfRows[3], Real.FusedMultiplyAdd(row2[j], readsOfRows[2], b));
        }

        forward[0] = t0;
        forward[1] = t1;
        forward[2] = t2;
        forward[3] = t3;
    }

    /// <summary>
    /// One row i and two heads: gradient(j) += dForward(i) reads(j) + reads(i) dBackward(j); dReads(j) += dForward(i) next(j);
    /// dReads(i) += next dBackward.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FollowTwoGradient(
        Real* next, int slots, int i, Real* reads, Real* dForward, Real* dBackward, int stride, Real* gradient, Real* dReads)
    {
        int lanes = Vector<Real>.Count, j = 0;
        Real* reads1 = reads + slots, dBackward1 = dBackward + stride, dReads1 = dReads + slots;
        Real f0 = dForward[i], f1 = dForward[stride + i], r0 = reads[i], r1 = reads1[i];
        Vector<Real> forward0 = Vector.Create(f0), forward1 = Vector.Create(f1), read0 = Vector.Create(r0), read1 = Vector.Create(r1),
            s0 = default, s1 = default;
        for (; j <= slots - lanes; j += lanes)
        {
            Vector<Real> l = Vector.Load(next + j), b0 = Vector.Load(dBackward + j), b1 = Vector.Load(dBackward1 + j);
            Vector<Real> g = Vector.FusedMultiplyAdd(forward0, Vector.Load(reads + j), Vector.Load(gradient + j));
            g = Vector.FusedMultiplyAdd(forward1, Vector.Load(reads1 + j), g);
            g = Vector.FusedMultiplyAdd(read0, b0, g);
            Vector.Store(Vector.FusedMultiplyAdd(read1, b1, g), gradient + j);
            Vector.Store(Vector.FusedMultiplyAdd(forward0, l, Vector.Load(dReads + j)), dReads + j);
            Vector.Store(Vector.FusedMultiplyAdd(forward1, l, Vector.Load(dReads1 + j)), dReads1 + j);
            s0 = Vector.FusedMultiplyAdd(l, b0, s0);
            s1 = Vector.FusedMultiplyAdd(l, b1, s1);
        }

        Real t0 = Vector.Sum(s0), t1 = Vector.Sum(s1);
        for (; j < slots; j++)
        {
            Real g = Real.FusedMultiplyAdd(f1, reads1[j], Real.FusedMultiplyAdd(f0, reads[j], gradient[j]));
            gradient[j] = Real.FusedMultiplyAdd(r1, dBackward1[j], Real.FusedMultiplyAdd(r0, dBackward[j], g));
            dReads[j] = Real.FusedMultiplyAdd(f0, next[j], dReads[j]);
            dReads1[j] = Real.FusedMultiplyAdd(f1, next[j], dReads1[j]);
            t0 += next[j] * dBackward[j];
            t1 += next[j] * dBackward1[j];
        }

        dReads[i] += t0;
        dReads1[i] += t1;
    }

    /// <summary>The same for one head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FollowOneGradient(
        Real* next, int slots, int i, Real* reads, Real* dForward, Real* dBackward, Real* gradient, Real* dReads)
    {
        int lanes = Vector<Real>.Count, j = 0;
        Real f = dForward[i], r = reads[i];
        Vector<Real> forward = Vector.Create(f), read = Vector.Create(r), sum = default;
        for (; j <= slots - lanes; j += lanes)
        {
            Vector<Real> l = Vector.Load(next + j), b = Vector.Load(dBackward + j);
            Vector<Real> g = Vector.FusedMultiplyAdd(forward, Vector.Load(reads + j), Vector.Load(gradient + j));
            Vector.Store(Vector.FusedMultiplyAdd(read, b, g), gradient + j);
            Vector.Store(Vector.FusedMultiplyAdd(forward, l, Vector.Load(dReads + j)), dReads + j);
            sum = Vector.FusedMultiplyAdd(l, b, sum);
        }

        Real total = Vector.Sum(sum);
        for (; j < slots; j++)
        {
            gradient[j] = Real.FusedMultiplyAdd(r, dBackward[j], Real.FusedMultiplyAdd(f, reads[j], gradient[j]));
            dReads[j] = Real.FusedMultiplyAdd(f, next[j], dReads[j]);
            total += next[j] * dBackward[j];
        }

        dReads[i] += total;
    }

    /// <summary>
    /// From the gradient of row i of next to that of link, in place: the diagonal passes nothing on;
    /// dWrites(i) += sum over j of g(j) (p(j) - link(j)); dWrites(j) -= g(j) link(j); dPrecedence(j) += g(j) w(i).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateRowGradient(
        Real* link, Real* writes, Real* precedence, int i, int slots, Real* gradient, Real* dWrites, Real* dPrecedence)
    {
        int lanes = Vector<Real>.Count, j = 0;
        gradient[i] = 0;
        Real write = writes[i];
        Vector<Real> written = Vector.Create(write), kept = Vector.Create(1 - write), sum = default;
        for (; j <= slots - lanes; j += lanes)
        {
            Vector<Real> g = Vector.Load(gradient + j), l = Vector.Load(link + j);
            sum = Vector.FusedMultiplyAdd(g, Vector.Load(precedence + j) - l, sum);
            Vector.Store(Vector.Load(dWrites + j) - g * l, dWrites + j);
            Vector.Store(Vector.FusedMultiplyAdd(written, g, Vector.Load(dPrecedence + j)), dPrecedence + j);
            Vector.Store((kept - Vector.Load(writes + j)) * g, gradient + j);
        }

        Real total = Vector.Sum(sum);
        for (; j < slots; j++)
        {
            Real g = gradient[j];
            total += g * (precedence[j] - link[j]);
            dWrites[j] -= g * link[j];
            dPrecedence[j] = Real.FusedMultiplyAdd(write, g, dPrecedence[j]);
            gradient[j] = (1 - write - writes[j]) * g;
        }

        dWrites[i] += total;
    }
}
