using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// The innermost loops of the matrix products: a tile of R rows by one panel (two vectors) stays in registers
/// while <c>steps</c> pairs of a column of A and a row of B stream by: C[i, :] = sum over s of A[i * aRow + s * aStep] * B[s * bStep, :].
/// The strides make one kernel serve the forward product (A = activations, B = weights) and the weight gradient
/// (A = activations transposed, B = output gradients).
/// </summary>
internal static unsafe partial class MicroKernel
{
    /// <summary>Six rows: twelve sums, two panel vectors and a broadcast fill the sixteen registers of AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows6(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        int width = Vector<Real>.Count;
        Vector<Real> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector<Real> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        if (accumulate)
        {
            (c00, c01) = (Vector.Load(c), Vector.Load(c + width));
            (c10, c11) = (Vector.Load(c + cRow), Vector.Load(c + cRow + width));
            (c20, c21) = (Vector.Load(c + 2 * cRow), Vector.Load(c + 2 * cRow + width));
            (c30, c31) = (Vector.Load(c + 3 * cRow), Vector.Load(c + 3 * cRow + width));
            (c40, c41) = (Vector.Load(c + 4 * cRow), Vector.Load(c + 4 * cRow + width));
            (c50, c51) = (Vector.Load(c + 5 * cRow), Vector.Load(c + 5 * cRow + width));
        }

        Real* a3 = a + 3 * aRow;
        for (int s = 0; s < steps; s++)
        {
            Vector<Real> b0 = Vector.Load(b), b1 = Vector.Load(b + width);
            Vector<Real> x = Vector.Create(*a);
            c00 = Vector.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector.FusedMultiplyAdd(x, b1, c01);
            x = Vector.Create(a[aRow]);
            c10 = Vector.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector.FusedMultiplyAdd(x, b1, c11);
            x = Vector.Create(a[2 * aRow]);
            c20 = Vector.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector.FusedMultiplyAdd(x, b1, c21);
            x = Vector.Create(*a3);
            c30 = Vector.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector.FusedMultiplyAdd(x, b1, c31);
            x = Vector.Create(a3[aRow]);
            c40 = Vector.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector.FusedMultiplyAdd(x, b1, c41);
            x = Vector.Create(a3[2 * aRow]);
            c50 = Vector.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector.FusedMultiplyAdd(x, b1, c51);
            a += aStep;
            a3 += aStep;
            b += bStep;
        }

        Store(c, c00, c01);
        Store(c + cRow, c10, c11);
        Store(c + 2 * cRow, c20, c21);
        Store(c + 3 * cRow, c30, c31);
        Store(c + 4 * cRow, c40, c41);
        Store(c + 5 * cRow, c50, c51);
    }

    /// <summary>Four rows: eight sums, just enough to hide the latency of the fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows4(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        int width = Vector<Real>.Count;
        Vector<Real> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector<Real> c20 = default, c21 = default, c30 = default, c31 = default;
        if (accumulate)
        {
            (c00, c01) = (Vector.Load(c), Vector.Load(c + width));
            (c10, c11) = (Vector.Load(c + cRow), Vector.Load(c + cRow + width));
            (c20, c21) = (Vector.Load(c + 2 * cRow), Vector.Load(c + 2 * cRow + width));
            (c30, c31) = (Vector.Load(c + 3 * cRow), Vector.Load(c + 3 * cRow + width));
        }

        for (int s = 0; s < steps; s++)
        {
            Vector<Real> b0 = Vector.Load(b), b1 = Vector.Load(b + width);
            Vector<Real> x = Vector.Create(*a);
            c00 = Vector.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector.FusedMultiplyAdd(x, b1, c01);
            x = Vector.Create(a[aRow]);
            c10 = Vector.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector.FusedMultiplyAdd(x, b1, c11);
            x = Vector.Create(a[2 * aRow]);
            c20 = Vector.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector.FusedMultiplyAdd(x, b1, c21);
            x = Vector.Create(a[3 * aRow]);
            c30 = Vector.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector.FusedMultiplyAdd(x, b1, c31);
            a += aStep;
            b += bStep;
        }

        Store(c, c00, c01);
        Store(c + cRow, c10, c11);
        Store(c + 2 * cRow, c20, c21);
        Store(c + 3 * cRow, c30, c31);
    }

    /// <summary>Two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows2(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        int width = Vector<Real>.Count;
        Vector<Real> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector<Real> d00 = default, d01 = default, d10 = default, d11 = default;
        if (accumulate)
        {
            (c00, c01) = (Vector.Load(c), Vector.Load(c + width));
            (c10, c11) = (Vector.Load(c + cRow), Vector.Load(c + cRow + width));
        }

        int s = 0;
        for (; s <= steps - 2; s += 2)
        {
            Vector<Real> b0 = Vector.Load(b), b1 = Vector.Load(b + width);
            Vector<Real> x = Vector.Create(*a);
            c00 = Vector.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector.FusedMultiplyAdd(x, b1, c01);
            x = Vector.Create(a[aRow]);
            c10 = Vector.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector.FusedMultiplyAdd(x, b1, c11);
            a += aStep;
            b += bStep;
            (b0, b1) = (Vector.Load(b), Vector.Load(b + width));
            x = Vector.Create(*a);
            d00 = Vector.FusedMultiplyAdd(x, b0, d00);
            d01 = Vector.FusedMultiplyAdd(x, b1, d01);
            x = Vector.Create(a[aRow]);
            d10 = Vector.FusedMultiplyAdd(x, b0, d10);
            d11 = Vector.FusedMultiplyAdd(x, b1, d11);
            a += aStep;
            b += bStep;
        }

        if (s < steps)
        {
            Vector<Real> b0 = Vector.Load(b), b1 = Vector.Load(b + width);
            Vector<Real> x = Vector.Create(*a);
            c00 = Vector.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector.FusedMultiplyAdd(x, b1, c01);
            x = Vector.Create(a[aRow]);
            c10 = Vector.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector.FusedMultiplyAdd(x, b1, c11);
        }

        Store(c, c00 + d00, c01 + d01);
        Store(c + cRow, c10 + d10, c11 + d11);
    }

    /// <summary>One row: a stream through the panel, four steps at a time so that eight sums are under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1(Real* a, nint aStep, Real* b, nint bStep, int steps, Real* c, bool accumulate)
    {
        int width = Vector<Real>.Count;
        Vector<Real> c0 = default, c1 = default, d0 = default, d1 = default;
        Vector<Real> e0 = default, e1 = default, f0 = default, f1 = default;
        if (accumulate)
            (c0, c1) = (Vector.Load(c), Vector.Load(c + width));
        int s = 0;
        for (; s <= steps - 4; s += 4)
        {
            Vector<Real> x = Vector.Create(*a);
            c0 = Vector.FusedMultiplyAdd(x, Vector.Load(b), c0);
            c1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + width), c1);
            x = Vector.Create(a[aStep]);
            d0 = Vector.FusedMultiplyAdd(x, Vector.Load(b + bStep), d0);
            d1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + bStep + width), d1);
            a += 2 * aStep;
            b += 2 * bStep;
            x = Vector.Create(*a);
            e0 = Vector.FusedMultiplyAdd(x, Vector.Load(b), e0);
            e1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + width), e1);
            x = Vector.Create(a[aStep]);
            f0 = Vector.FusedMultiplyAdd(x, Vector.Load(b + bStep), f0);
            f1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + bStep + width), f1);
            a += 2 * aStep;
            b += 2 * bStep;
        }

        for (; s < steps; s++, a += aStep, b += bStep)
        {
            Vector<Real> x = Vector.Create(*a);
            c0 = Vector.FusedMultiplyAdd(x, Vector.Load(b), c0);
            c1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + width), c1);
        }

        Store(c, c0 + d0 + (e0 + f0), c1 + d1 + (e1 + f1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Real* c, Vector<Real> first, Vector<Real> second)
    {
        Vector.Store(first, c);
        Vector.Store(second, c + Vector<Real>.Count);
    }
}
