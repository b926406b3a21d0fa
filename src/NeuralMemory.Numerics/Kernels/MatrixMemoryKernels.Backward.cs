using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

public static unsafe partial class MatrixMemoryKernels
{
    private const int Square = Chunk * Chunk;

    /// <summary>
    /// The way back through a chunk of steps. With G(i, j) what key j still counts for at step i, b(i) what the memory before the chunk
    /// does, e(j) what key j does behind the chunk, A = q k, B = dy v, S = G A and Z = G (B + dn q):
    /// dq = Z k + b (C dy + n dnq), dk = Z^T q + e (dC v + dn), dv = S^T dy + e dC^T k, and each log f gains what goes past it.
    /// </summary>
    /// <param name="head">The head; its memory and normaliser are those before the chunk.</param>
    /// <param name="gradient">What comes back, and what it is made of.</param>
    /// <param name="first">The first step of the chunk.</param>
    /// <param name="count">Its steps, at most <see cref="Chunk"/>.</param>
    [SkipLocalsInit]
    public static void Backward(in MatrixMemoryHead head, in MatrixMemoryGradient gradient, int first, int count)
    {
        Real* shares = stackalloc Real[Square], scores = stackalloc Real[Square], slopes = stackalloc Real[Square];
        Real* past = stackalloc Real[Chunk], toPast = stackalloc Real[Chunk], toFuture = stackalloc Real[Chunk];
        int width = head.KeyWidth, valueWidth = head.ValueWidth, step = Chunk * Math.Max(width, valueWidth);
        Real* q = head.Queries + (long)first * width, k = head.Keys + (long)first * width, v = head.Values + (long)first * valueWidth;
        Real* dy = gradient.Mixed + (long)first * valueWidth, overlaps = gradient.Overlaps + first;
        Real* dq = gradient.Queries + (long)first * width, dk = gradient.Keys + (long)first * width;
        Real* dv = gradient.Values + (long)first * valueWidth;
        Real* packedKeys = gradient.Work, packedValues = packedKeys + step, scaled = packedValues + step;
        Shares(head.Decays + first, head.Strengths + first, count, shares, past);
        Real* future = shares + (count - 1) * Chunk;

        Pack(k, count, width, packedKeys);
        Pack(v, count, valueWidth, packedValues);
        Elementwise.Clear(scores, Square);
        Elementwise.Clear(slopes, Square);
        PackedProduct.InputGradient(q, width, count, packedKeys, new(count, width), 0, count, scores, Chunk);
        PackedProduct.InputGradient(dy, valueWidth, count, packedValues, new(count, valueWidth), 0, count, slopes, Chunk);

        Elementwise.Clear(toPast, Chunk);
        Elementwise.Clear(toFuture, Chunk);
        Elementwise.Clear(dq, count * width);
        Elementwise.Clear(dk, count * width);
        Elementwise.Clear(dv, count * valueWidth);
        Real through = 0;
        if (gradient.HasPast)
            FromPast(head, dy, overlaps, past, q, count, dq, toPast);
        if (gradient.HasFuture)
            FromFuture(head, gradient, v, future, k, count, scaled, dk, dv, toFuture);
        if (gradient.HasPast && gradient.HasFuture)
            through = past[count - 1] * (Elementwise.Dot(head.Memory, gradient.Memory, head.MemoryLength)
                + Elementwise.Dot(head.Normalizer, gradient.Normalizer, width));
        Within(shares, scores, slopes, overlaps, count);
        OfGates(scores, slopes, toPast, toFuture, through, count, gradient.Inputs + first, gradient.Forgets + first);

        // What of them was scores becomes S; slopes are Z.
        Elementwise.Times(shares, scores, scores, count * Chunk);
        Product(slopes, Chunk, 1, k, width, count, dq);
        Product(slopes, 1, Chunk, q, width, count, dk);
        Product(scores, 1, Chunk, dy, valueWidth, count, dv);
        if (gradient.HasPast)
            ToPast(head, gradient, dy, overlaps, past, q, count, scaled);
    }

    /// <summary>G(i, j) = i(j) f(j + 1) .. f(i), zeros above the diagonal, and b(i) = f(0) .. f(i).</summary>
    private static void Shares(Real* decays, Real* strengths, int count, Real* shares, Real* past)
    {
        Elementwise.Clear(shares, count * Chunk);
        for (int i = 0; i < count; i++)
        {
            past[i] = i == 0 ? decays[0] : decays[i] * past[i - 1];
            if (i > 0)
                Elementwise.Scale(decays[i], shares + (i - 1) * Chunk, shares + i * Chunk, Chunk);
            shares[i * Chunk + i] = strengths[i];
        }
    }

    /// <summary>dq = b (C dy + n dnq), and what of it each query carries.</summary>
    private static void FromPast(
        in MatrixMemoryHead head, Real* dy, Real* overlaps, Real* past, Real* q, int count, Real* dq, Real* toPast)
    {
        int width = head.KeyWidth;
        PackedProduct.InputGradient(dy, head.ValueWidth, count, head.Memory, head.Layout, 0, head.KeyNumbers, dq, width);
        for (int i = 0; i < count; i++, q += width, dq += width)
        {
            Elementwise.AddScaled(overlaps[i], head.Normalizer, dq, width);
            Elementwise.Scale(past[i], dq, dq, width);
            toPast[i] = Elementwise.Dot(q, dq, width);
        }
    }

    /// <summary>dk = e (dC v + dn), dv = e dC^T k, and what of it each key carries.</summary>
    private static void FromFuture(
        in MatrixMemoryHead head, in MatrixMemoryGradient gradient, Real* v, Real* future, Real* k, int count, Real* scaled, Real* dk,
        Real* dv, Real* toFuture)
    {
        int width = head.KeyWidth;
        PackedProduct.InputGradient(v, head.ValueWidth, count, gradient.Memory, head.Layout, 0, head.KeyNumbers, dk, width);
        for (int j = 0; j < count; j++)
        {
            Real* target = dk + j * width, key = k + j * width;
            Elementwise.Add(gradient.Normalizer, target, width);
            Elementwise.Scale(future[j], target, target, width);
            toFuture[j] = Elementwise.Dot(key, target, width);
            Elementwise.Scale(future[j], key, scaled + j * width, width);
        }

        PackedProduct.Forward(scaled, width, count, gradient.Memory, head.Layout, dv, head.ValueWidth);
    }

    /// <summary>Slopes become Z = G (B + dn q).</summary>
    private static void Within(Real* shares, Real* scores, Real* slopes, Real* overlaps, int count)
    {
        int lanes = Vector<Real>.Count;
        for (int i = 0; i < count; i++, shares += Chunk, slopes += Chunk)
        {
            Vector<Real> overlap = Vector.Create(overlaps[i]);
            for (int j = 0; j < Chunk; j += lanes)
                Vector.Store(Vector.Load(shares + j) * (Vector.Load(slopes + j) + overlap), slopes + j);
        }
    }

    /// <summary>
    /// log i of j gains all that key j carries; log f of t gains what goes from before t to t and beyond: sums of Z A, from the last step
    /// back, so that nothing cancels.
    /// </summary>
    [SkipLocalsInit]
    private static void OfGates(
        Real* scores, Real* slopes, Real* toPast, Real* toFuture, Real through, int count, Real* inputs, Real* forgets)
    {
        Real* sums = stackalloc Real[Chunk];
        Elementwise.Clear(sums, Chunk);
        Real past = through, future = 0;
        for (int t = count - 1; t >= 0; t--)
        {
            Elementwise.AddTimes(scores + t * Chunk, slopes + t * Chunk, sums, Chunk);
            past += toPast[t];
            Real across = past;
            for (int j = 0; j < t; j++)
                across += sums[j];
            inputs[t] = toFuture[t] + sums[t];
            forgets[t] = across;
        }

        for (int t = 0; t < count; t++)
        {
            forgets[t] += future;
            future += toFuture[t];
        }
    }

    /// <summary>dC of the memory before the chunk: b(last) dC + sum of b q dy^T; and likewise of the normaliser.</summary>
    private static void ToPast(
        in MatrixMemoryHead head, in MatrixMemoryGradient gradient, Real* dy, Real* overlaps, Real* past, Real* q, int count, Real* scaled)
    {
        int width = head.KeyWidth;
        if (gradient.HasFuture)
        {
            Elementwise.Scale(past[count - 1], gradient.Memory, gradient.Memory, head.MemoryLength);
            Elementwise.Scale(past[count - 1], gradient.Normalizer, gradient.Normalizer, width);
        }
        else
        {
            Elementwise.Clear(gradient.Normalizer, width);
        }

        for (int i = 0; i < count; i++)
        {
            Real* row = scaled + i * width;
            Elementwise.Scale(past[i], q + i * width, row, width);
            Elementwise.AddScaled(overlaps[i], row, gradient.Normalizer, width);
        }

        PackedProduct.WeightGradient(
            scaled, width, dy, head.ValueWidth, count, head.Layout, gradient.Memory, accumulate: gradient.HasFuture);
    }

    /// <summary>C += A B for a square A of a chunk.</summary>
    private static void Product(Real* a, int row, int step, Real* b, int width, int count, Real* c)
    {
        for (int panel = 0; panel < width; panel += PanelLayout.PanelWidth)
            PackedProduct.Tiles(a, row, step, count, b + panel, width, count, c + panel, width, accumulate: true);
    }
}
