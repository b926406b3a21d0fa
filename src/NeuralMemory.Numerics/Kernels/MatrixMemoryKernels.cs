using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// The matrix memory of xLSTM for one head of one sequence (Beck et al. 2024, arXiv 2405.04517, section 2.3). Steps go one after another,
/// each with one stream over the memory, so that a step has the same bits alone as among others; the way back goes chunk by chunk, as
/// products of matrices.
/// </summary>
public static unsafe partial class MatrixMemoryKernels
{
    /// <summary>The steps of a chunk: a memory is kept at the beginning of each.</summary>
    public const int Chunk = 16;

    /// <summary>
    /// Gates from pre-activations, stabilised: m = max(log f + m', i), f = e^(log f + m' - m), i = e^(i - m). The arrays may be the same:
    /// input and strengths, forget and decays.
    /// </summary>
    /// <param name="input">[T] pre-activations of the input gate.</param>
    /// <param name="forget">[T] pre-activations of the forget gate.</param>
    /// <param name="steps">T.</param>
    /// <param name="squashes">Whether the forget gate is a sigmoid; else it is exponential.</param>
    /// <param name="stabilizer">m before the first step.</param>
    /// <param name="strengths">[T] receives i.</param>
    /// <param name="decays">[T] receives f.</param>
    /// <param name="floors">[T] receives e^-m.</param>
    /// <returns>m after the last step.</returns>
    public static Real Gates(
        Real* input, Real* forget, int steps, bool squashes, Real stabilizer, Real* strengths, Real* decays, Real* floors)
    {
        if (squashes)
        {
            Elementwise.Scale(-1, forget, decays, steps);
            Elementwise.Map<SoftplusOperator>(decays, decays, steps);
        }
        else
        {
            Elementwise.Scale(-1, forget, decays, steps);
        }

        for (int t = 0; t < steps; t++)
        {
            Real kept = stabilizer - decays[t];
            stabilizer = Real.Max(kept, input[t]);
            (decays[t], strengths[t], floors[t]) = (kept - stabilizer, input[t] - stabilizer, -stabilizer);
        }

        Elementwise.Map<ExpOfNegativeOperator>(decays, decays, steps);
        Elementwise.Map<ExpOfNegativeOperator>(strengths, strengths, steps);
        Elementwise.Map<ExpOperator>(floors, floors, steps);
        return stabilizer;
    }

    /// <summary>C = f C' + i k v^T, n = f n' + i k, y = C^T q / max(|n . q|, e^-m, floor).</summary>
    /// <param name="head">The head; its memory, normaliser and arrays of steps change.</param>
    /// <param name="t">The step.</param>
    /// <param name="floor">The smallest divisor.</param>
    /// <param name="read">[ValueWidth] receives y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(in MatrixMemoryHead head, int t, Real floor, Real* read)
    {
        int lanes = Vector<Real>.Count, width = head.KeyWidth, panel = PanelLayout.PanelWidth;
        Real* query = head.Queries + (long)t * width, key = head.Keys + (long)t * width, value = head.Values + (long)t * head.ValueWidth;
        Real* normalizer = head.Normalizer, written = head.Written;
        Vector<Real> decay = Vector.Create(head.Decays[t]), strength = Vector.Create(head.Strengths[t]), sum = Vector<Real>.Zero;
        for (int i = 0; i < width; i += lanes)
        {
            Vector<Real> write = strength * Vector.Load(key + i);
            Vector<Real> next = Vector.FusedMultiplyAdd(decay, Vector.Load(normalizer + i), write);
            Vector.Store(write, written + i);
            Vector.Store(next, normalizer + i);
            sum = Vector.FusedMultiplyAdd(next, Vector.Load(query + i), sum);
        }

        Real overlap = Vector.Sum(sum), divisor = Real.Max(Real.Max(Real.Abs(overlap), head.Divisors[t]), floor);
        (head.Overlaps[t], head.Divisors[t]) = (overlap, divisor);
        Vector<Real> share = Vector.Create(1 / divisor);
        int keys = head.KeyNumbers;
        Real* memory = head.Memory;
        for (int at = 0; at < head.ValueWidth; at += panel, memory += keys * panel)
            WriteAndRead(memory, keys, decay, written, query, value + at, share, read + at);
    }

    /// <summary>One panel: rows of the memory two by two, so that four sums are under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteAndRead(
        Real* memory, int keys, Vector<Real> decay, Real* written, Real* query, Real* value, Vector<Real> share, Real* read)
    {
        int lanes = Vector<Real>.Count, d = 0;
        Vector<Real> v0 = Vector.Load(value), v1 = Vector.Load(value + lanes);
        Vector<Real> r0 = default, r1 = default, s0 = default, s1 = default;
        for (; d <= keys - 2; d += 2, memory += 4 * lanes)
        {
            Vector<Real> write = Vector.Create(written[d]), q = Vector.Create(query[d]);
            Vector<Real> c0 = Vector.FusedMultiplyAdd(write, v0, decay * Vector.Load(memory));
            Vector<Real> c1 = Vector.FusedMultiplyAdd(write, v1, decay * Vector.Load(memory + lanes));
            Vector.Store(c0, memory);
            Vector.Store(c1, memory + lanes);
            r0 = Vector.FusedMultiplyAdd(q, c0, r0);
            r1 = Vector.FusedMultiplyAdd(q, c1, r1);
            (write, q) = (Vector.Create(written[d + 1]), Vector.Create(query[d + 1]));
            c0 = Vector.FusedMultiplyAdd(write, v0, decay * Vector.Load(memory + 2 * lanes));
            c1 = Vector.FusedMultiplyAdd(write, v1, decay * Vector.Load(memory + 3 * lanes));
            Vector.Store(c0, memory + 2 * lanes);
            Vector.Store(c1, memory + 3 * lanes);
            s0 = Vector.FusedMultiplyAdd(q, c0, s0);
            s1 = Vector.FusedMultiplyAdd(q, c1, s1);
        }

        if (d < keys)
        {
            Vector<Real> write = Vector.Create(written[d]), q = Vector.Create(query[d]);
            Vector<Real> c0 = Vector.FusedMultiplyAdd(write, v0, decay * Vector.Load(memory));
            Vector<Real> c1 = Vector.FusedMultiplyAdd(write, v1, decay * Vector.Load(memory + lanes));
            Vector.Store(c0, memory);
            Vector.Store(c1, memory + lanes);
            r0 = Vector.FusedMultiplyAdd(q, c0, r0);
            r1 = Vector.FusedMultiplyAdd(q, c1, r1);
        }

        Vector.Store((r0 + s0) * share, read);
        Vector.Store((r1 + s1) * share, read + lanes);
    }

    /// <summary>Lays a memory [D, V] out in panels.</summary>
    public static void Pack(Real* plain, int keys, int values, Real* packed)
    {
        int panel = PanelLayout.PanelWidth;
        for (int at = 0; at < values; at += panel, packed += keys * panel)
        {
            int columns = Math.Min(panel, values - at);
            if (columns < panel)
                Elementwise.Clear(packed, keys * panel);
            Elementwise.CopyRows(plain + at, values, packed, panel, columns, keys);
        }
    }

    /// <summary>The inverse of <see cref="Pack"/>.</summary>
    public static void Unpack(Real* packed, int keys, int values, Real* plain)
    {
        int panel = PanelLayout.PanelWidth;
        for (int at = 0; at < values; at += panel, packed += keys * panel)
            Elementwise.CopyRows(packed, panel, plain + at, values, Math.Min(panel, values - at), keys);
    }

    /// <summary>Adds a memory in panels to a plain one.</summary>
    public static void AddUnpacked(Real* packed, int keys, int values, Real* plain)
    {
        int panel = PanelLayout.PanelWidth;
        for (int at = 0; at < values; at += panel, packed += keys * panel)
            for (int key = 0; key < keys; key++)
                Elementwise.Add(packed + key * panel, plain + (long)key * values + at, Math.Min(panel, values - at));
    }
}
