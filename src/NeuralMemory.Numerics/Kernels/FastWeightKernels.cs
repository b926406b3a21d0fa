using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Fast weights, one panel of values of one head of one sequence at a time. The memory lies as M = S^T, [D, P]: a row for each number of a
/// key. Step by step p = M'^T k; e = v - a p, or v where nothing is erased; M = a M' + k (b e)^T; what is read is M^T q. Sums go in the
/// order of a key's numbers, those at even and at odd places apart, so that a step has the same bits wherever a sequence is cut.
/// </summary>
public static unsafe partial class FastWeightKernels
{
    /// <summary>Goes through all steps.</summary>
    /// <param name="head">The head.</param>
    /// <param name="values">[T, P] the values.</param>
    /// <param name="memory">[D, P] the memory, from before the first step to after the last.</param>
    /// <param name="reads">[T, P] receives what is read.</param>
    /// <param name="kept">
    /// [<see cref="FastWeightHead.ChunksOf"/>, D, P] receives the memory before each chunk of steps; null for none.
    /// </param>
    /// <param name="memories">[T, D, P] receives the memory after each step; null for none.</param>
    public static void Forward(in FastWeightHead head, Real* values, Real* memory, Real* reads, Real* kept, Real* memories)
    {
        int chunk = FastWeightHead.StepsOfChunk(head.Steps), numbers = head.MemoryNumbers, panel = FastWeightHead.PanelWidth;
        Real* ignored = stackalloc Real[2 * panel];
        for (int t = 0; t < head.Steps; t++)
        {
            if (kept != null && t % chunk == 0)
            {
                Elementwise.Copy(memory, kept, numbers);
                kept += numbers;
            }

            Step(head, t, values + t * panel, memory, memory, ignored, ignored + panel, reads + t * panel);
            if (memories != null)
                Elementwise.Copy(memory, memories + (long)t * numbers, numbers);
        }
    }

    /// <summary>One step.</summary>
    /// <param name="head">The head.</param>
    /// <param name="t">The step.</param>
    /// <param name="value">[P] its value.</param>
    /// <param name="before">[D, P] the memory.</param>
    /// <param name="after">[D, P] receives the memory after it; may be the same.</param>
    /// <param name="found">[P] receives p, what the key reads; zeros where nothing is erased.</param>
    /// <param name="error">[P] receives e, what is written.</param>
    /// <param name="read">[P] receives what is read.</param>
    private static void Step(
        in FastWeightHead head, int t, Real* value, Real* before, Real* after, Real* found, Real* error, Real* read)
    {
        int lanes = Vector<Real>.Count;
        Real* key = head.Keys + t * head.KeyNumbers, query = head.Queries + t * head.KeyNumbers;
        Vector<Real> decay = Vector.Create(head.Decays[t]), strength = Vector.Create(head.Strengths[t]);
        Vector<Real> p0 = Vector<Real>.Zero, p1 = p0, e0 = Vector.Load(value), e1 = Vector.Load(value + lanes);
        if (head.Erases)
        {
            Look(before, key, head.KeyNumbers, out p0, out p1);
            e0 -= decay * p0;
            e1 -= decay * p1;
        }

        Vector.Store(p0, found);
        Vector.Store(p1, found + lanes);
        Vector.Store(e0, error);
        Vector.Store(e1, error + lanes);
        Write(before, after, decay, key, strength * e0, strength * e1, query, head.KeyNumbers, read);
    }

    /// <summary>M^T k</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Look(Real* memory, Real* key, int keyNumbers, out Vector<Real> found0, out Vector<Real> found1)
    {
        int lanes = Vector<Real>.Count, d = 0;
        Vector<Real> even0 = Vector<Real>.Zero, even1 = even0, odd0 = even0, odd1 = even0;
        for (; d < keyNumbers - 1; d += 2, memory += 4 * lanes)
        {
            Vector<Real> one = Vector.Create(key[d]), other = Vector.Create(key[d + 1]);
            even0 = Vector.FusedMultiplyAdd(one, Vector.Load(memory), even0);
            even1 = Vector.FusedMultiplyAdd(one, Vector.Load(memory + lanes), even1);
            odd0 = Vector.FusedMultiplyAdd(other, Vector.Load(memory + 2 * lanes), odd0);
            odd1 = Vector.FusedMultiplyAdd(other, Vector.Load(memory + 3 * lanes), odd1);
        }

        if (d < keyNumbers)
        {
            Vector<Real> one = Vector.Create(key[d]);
            even0 = Vector.FusedMultiplyAdd(one, Vector.Load(memory), even0);
            even1 = Vector.FusedMultiplyAdd(one, Vector.Load(memory + lanes), even1);
        }

        (found0, found1) = (even0 + odd0, even1 + odd1);
    }

    /// <summary>M = a M' + k u^T, and M^T q</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(
        Real* before, Real* after, Vector<Real> decay, Real* key, Vector<Real> written0, Vector<Real> written1, Real* query, int keyNumbers,
        Real* read)
    {
        int lanes = Vector<Real>.Count, d = 0;
        Vector<Real> even0 = Vector<Real>.Zero, even1 = even0, odd0 = even0, odd1 = even0;
        for (; d < keyNumbers - 1; d += 2, before += 4 * lanes, after += 4 * lanes)
        {
            Vector<Real> k = Vector.Create(key[d]), q = Vector.Create(query[d]);
            Vector<Real> m0 = Vector.FusedMultiplyAdd(k, written0, decay * Vector.Load(before));
            Vector<Real> m1 = Vector.FusedMultiplyAdd(k, written1, decay * Vector.Load(before + lanes));
            Vector.Store(m0, after);
            Vector.Store(m1, after + lanes);
            even0 = Vector.FusedMultiplyAdd(q, m0, even0);
            even1 = Vector.FusedMultiplyAdd(q, m1, even1);
            (k, q) = (Vector.Create(key[d + 1]), Vector.Create(query[d + 1]));
            m0 = Vector.FusedMultiplyAdd(k, written0, decay * Vector.Load(before + 2 * lanes));
            m1 = Vector.FusedMultiplyAdd(k, written1, decay * Vector.Load(before + 3 * lanes));
            Vector.Store(m0, after + 2 * lanes);
            Vector.Store(m1, after + 3 * lanes);
            odd0 = Vector.FusedMultiplyAdd(q, m0, odd0);
            odd1 = Vector.FusedMultiplyAdd(q, m1, odd1);
        }

        if (d < keyNumbers)
        {
            Vector<Real> k = Vector.Create(key[d]), q = Vector.Create(query[d]);
            Vector<Real> m0 = Vector.FusedMultiplyAdd(k, written0, decay * Vector.Load(before));
            Vector<Real> m1 = Vector.FusedMultiplyAdd(k, written1, decay * Vector.Load(before + lanes));
            Vector.Store(m0, after);
            Vector.Store(m1, after + lanes);
            even0 = Vector.FusedMultiplyAdd(q, m0, even0);
            even1 = Vector.FusedMultiplyAdd(q, m1, even1);
        }

        Vector.Store(even0 + odd0, read);
        Vector.Store(even1 + odd1, read + lanes);
    }
}
