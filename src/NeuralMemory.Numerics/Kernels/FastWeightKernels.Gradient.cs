using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

public static unsafe partial class FastWeightKernels
{
    /// <summary>
    /// Goes back through all steps, a chunk of them at a time: its memories are computed once more from the one that was kept. So no more
    /// than twice the root of all steps are ever there.
    /// </summary>
    /// <param name="head">The head.</param>
    /// <param name="values">[T, P] the values.</param>
    /// <param name="kept">[chunks, D, P] the memory before each chunk, as <see cref="Forward"/> left it.</param>
    /// <param name="gradient">Where gradients are and go.</param>
    public static void Backward(in FastWeightHead head, Real* values, Real* kept, in FastWeightGradient gradient)
    {
        int chunk = FastWeightHead.StepsOfChunk(head.Steps), numbers = head.MemoryNumbers, panel = FastWeightHead.PanelWidth;
        Real* found = gradient.Room + (chunk + 1) * numbers, errors = found + chunk * panel, ignored = errors + chunk * panel;
        for (int first = (FastWeightHead.ChunksOf(head.Steps) - 1) * chunk; first >= 0; first -= chunk)
        {
            int count = Math.Min(chunk, head.Steps - first);
            Real* memory = gradient.Room;
            Elementwise.Copy(kept + first / chunk * numbers, memory, numbers);
            for (int i = 0, at = first * panel; i < count; i++, at += panel, memory += numbers)
                Step(head, first + i, values + at, memory, memory + numbers, found + i * panel, errors + i * panel, ignored);
            for (int i = count - 1; i >= 0; i--)
                StepBack(head, first + i, gradient.Room + i * numbers, found + i * panel, errors + i * panel, gradient);
        }
    }

    /// <summary>One step back.</summary>
    /// <param name="head">The head.</param>
    /// <param name="t">The step.</param>
    /// <param name="before">[D, P] the memory before it, and behind that the one after it.</param>
    /// <param name="found">[P] what the key read.</param>
    /// <param name="error">[P] what was written.</param>
    /// <param name="gradient">Where gradients are and go.</param>
    private static void StepBack(in FastWeightHead head, int t, Real* before, Real* found, Real* error, in FastWeightGradient gradient)
    {
        int lanes = Vector<Real>.Count, at = t * head.KeyNumbers;
        Real* dRead = gradient.Values + t * FastWeightHead.PanelWidth;
        Back(
            before + head.MemoryNumbers, gradient.Memory, head.Keys + at, head.Queries + at, gradient.Queries + at, head.KeyNumbers, dRead,
            out Vector<Real> dWritten0, out Vector<Real> dWritten1);
        Vector<Real> e0 = Vector.Load(error), e1 = Vector.Load(error + lanes), strength = Vector.Create(head.Strengths[t]);
        gradient.Strengths[t] += Vector.Sum(Vector.FusedMultiplyAdd(dWritten0, e0, dWritten1 * e1));
        Vector<Real> dError0 = strength * dWritten0, dError1 = strength * dWritten1;
        Vector.Store(dError0, dRead);
        Vector.Store(dError1, dRead + lanes);
        Vector<Real> dFound0 = Vector<Real>.Zero, dFound1 = dFound0, decay = Vector.Create(head.Decays[t]), lost = dFound0;
        if (head.Erases)
        {
            (dFound0, dFound1) = (-decay * dError0, -decay * dError1);
            lost = Vector.FusedMultiplyAdd(Vector.Load(found), dError0, Vector.Load(found + lanes) * dError1);
        }

        Vector<Real> kept = Before(
            before, gradient.Memory, head.Keys + at, gradient.Keys + at, head.KeyNumbers, decay, strength * e0, strength * e1, dFound0,
            dFound1);
        gradient.Decays[t] += Vector.Sum(kept - lost);
    }

    /// <summary>dM += q dr^T; dq += M dr; and dM^T k, the gradient of what was written</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Back(
        Real* after, Real* gradient, Real* key, Real* query, Real* dQuery, int keyNumbers, Real* dRead, out Vector<Real> dWritten0,
        out Vector<Real> dWritten1)
    {
        int lanes = Vector<Real>.Count;
        Vector<Real> r0 = Vector.Load(dRead), r1 = Vector.Load(dRead + lanes), sum0 = Vector<Real>.Zero, sum1 = sum0;
        for (int d = 0; d < keyNumbers; d++, after += 2 * lanes, gradient += 2 * lanes)
        {
            Vector<Real> q = Vector.Create(query[d]), k = Vector.Create(key[d]);
            Vector<Real> g0 = Vector.FusedMultiplyAdd(q, r0, Vector.Load(gradient));
            Vector<Real> g1 = Vector.FusedMultiplyAdd(q, r1, Vector.Load(gradient + lanes));
            Vector.Store(g0, gradient);
            Vector.Store(g1, gradient + lanes);
            sum0 = Vector.FusedMultiplyAdd(k, g0, sum0);
            sum1 = Vector.FusedMultiplyAdd(k, g1, sum1);
            dQuery[d] += Vector.Sum(Vector.FusedMultiplyAdd(Vector.Load(after), r0, Vector.Load(after + lanes) * r1));
        }

        (dWritten0, dWritten1) = (sum0, sum1);
    }

    /// <summary>dk += dM u + M' dp; dM' = a dM + k dp^T; and, lane by lane, dM . M'</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<Real> Before(
        Real* before, Real* gradient, Real* key, Real* dKey, int keyNumbers, Vector<Real> decay, Vector<Real> written0,
        Vector<Real> written1, Vector<Real> dFound0, Vector<Real> dFound1)
    {
        int lanes = Vector<Real>.Count;
        Vector<Real> kept0 = Vector<Real>.Zero, kept1 = kept0;
        for (int d = 0; d < keyNumbers; d++, before += 2 * lanes, gradient += 2 * lanes)
        {
            Vector<Real> k = Vector.Create(key[d]);
            Vector<Real> m0 = Vector.Load(before), m1 = Vector.Load(before + lanes);
            Vector<Real> g0 = Vector.Load(gradient), g1 = Vector.Load(gradient + lanes);
            Vector<Real> along = Vector.FusedMultiplyAdd(g0, written0, m0 * dFound0);
            along += Vector.FusedMultiplyAdd(g1, written1, m1 * dFound1);
            dKey[d] += Vector.Sum(along);
            kept0 = Vector.FusedMultiplyAdd(g0, m0, kept0);
            kept1 = Vector.FusedMultiplyAdd(g1, m1, kept1);
            Vector.Store(Vector.FusedMultiplyAdd(k, dFound0, decay * g0), gradient);
            Vector.Store(Vector.FusedMultiplyAdd(k, dFound1, decay * g1), gradient + lanes);
        }

        return kept0 + kept1;
    }
}
