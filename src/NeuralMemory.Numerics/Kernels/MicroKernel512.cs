using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralMemory.Numerics;

/// <summary>
/// <see cref="MicroKernel"/> with vectors of 512 bits: a panel is one of them, so that a tile has more rows, for which there are registers
/// enough. Each number is the sum of the same products in the same order, and has the same bits.
/// </summary>
internal static unsafe class MicroKernel512
{
    /// <summary>Twelve rows: twelve sums hide the latency of the fused multiply-add, and share one load of the panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows12(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        Vector512<Real> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<Real> c4 = default, c5 = default, c6 = default, c7 = default;
        Vector512<Real> c8 = default, c9 = default, c10 = default, c11 = default;
        if (accumulate)
        {
            (c0, c1) = (Vector512.Load(c), Vector512.Load(c + cRow));
            (c2, c3) = (Vector512.Load(c + 2 * cRow), Vector512.Load(c + 3 * cRow));
            (c4, c5) = (Vector512.Load(c + 4 * cRow), Vector512.Load(c + 5 * cRow));
            (c6, c7) = (Vector512.Load(c + 6 * cRow), Vector512.Load(c + 7 * cRow));
            (c8, c9) = (Vector512.Load(c + 8 * cRow), Vector512.Load(c + 9 * cRow));
            (c10, c11) = (Vector512.Load(c + 10 * cRow), Vector512.Load(c + 11 * cRow));
        }

        Real* a3 = a + 3 * aRow;
        Real* a6 = a + 6 * aRow;
        Real* a9 = a + 9 * aRow;
        for (int s = 0; s < steps; s++)
        {
            Vector512<Real> x = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow]), x, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), x, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[aRow]), x, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[2 * aRow]), x, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(*a6), x, c6);
            c7 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[aRow]), x, c7);
            c8 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[2 * aRow]), x, c8);
            c9 = Vector512.FusedMultiplyAdd(Vector512.Create(*a9), x, c9);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Create(a9[aRow]), x, c10);
            c11 = Vector512.FusedMultiplyAdd(Vector512.Create(a9[2 * aRow]), x, c11);
            a += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
            b += bStep;
        }

        Vector512.Store(c0, c);
        Vector512.Store(c1, c + cRow);
        Vector512.Store(c2, c + 2 * cRow);
        Vector512.Store(c3, c + 3 * cRow);
        Vector512.Store(c4, c + 4 * cRow);
        Vector512.Store(c5, c + 5 * cRow);
        Vector512.Store(c6, c + 6 * cRow);
        Vector512.Store(c7, c + 7 * cRow);
        Vector512.Store(c8, c + 8 * cRow);
        Vector512.Store(c9, c + 9 * cRow);
        Vector512.Store(c10, c + 10 * cRow);
        Vector512.Store(c11, c + 11 * cRow);
    }

    /// <summary>Eight rows: eight sums, just enough to hide that latency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows8(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        Vector512<Real> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<Real> c4 = default, c5 = default, c6 = default, c7 = default;
        if (accumulate)
        {
            (c0, c1) = (Vector512.Load(c), Vector512.Load(c + cRow));
            (c2, c3) = (Vector512.Load(c + 2 * cRow), Vector512.Load(c + 3 * cRow));
            (c4, c5) = (Vector512.Load(c + 4 * cRow), Vector512.Load(c + 5 * cRow));
            (c6, c7) = (Vector512.Load(c + 6 * cRow), Vector512.Load(c + 7 * cRow));
        }

        Real* a3 = a + 3 * aRow;
        Real* a6 = a + 6 * aRow;
        for (int s = 0; s < steps; s++)
        {
            Vector512<Real> x = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow]), x, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), x, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[aRow]), x, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[2 * aRow]), x, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(*a6), x, c6);
            c7 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[aRow]), x, c7);
            a += aStep;
            a3 += aStep;
            a6 += aStep;
            b += bStep;
        }

        Vector512.Store(c0, c);
        Vector512.Store(c1, c + cRow);
        Vector512.Store(c2, c + 2 * cRow);
        Vector512.Store(c3, c + 3 * cRow);
        Vector512.Store(c4, c + 4 * cRow);
        Vector512.Store(c5, c + 5 * cRow);
        Vector512.Store(c6, c + 6 * cRow);
        Vector512.Store(c7, c + 7 * cRow);
    }

    /// <summary>Six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows6(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        Vector512<Real> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<Real> c4 = default, c5 = default;
        if (accumulate)
        {
            (c0, c1) = (Vector512.Load(c), Vector512.Load(c + cRow));
            (c2, c3) = (Vector512.Load(c + 2 * cRow), Vector512.Load(c + 3 * cRow));
            (c4, c5) = (Vector512.Load(c + 4 * cRow), Vector512.Load(c + 5 * cRow));
        }

        Real* a3 = a + 3 * aRow;
        for (int s = 0; s < steps; s++)
        {
            Vector512<Real> x = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow]), x, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), x, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[aRow]), x, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[2 * aRow]), x, c5);
            a += aStep;
            a3 += aStep;
            b += bStep;
        }

        Vector512.Store(c0, c);
        Vector512.Store(c1, c + cRow);
        Vector512.Store(c2, c + 2 * cRow);
        Vector512.Store(c3, c + 3 * cRow);
        Vector512.Store(c4, c + 4 * cRow);
        Vector512.Store(c5, c + 5 * cRow);
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows4(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        Vector512<Real> c0 = default, c1 = default, c2 = default, c3 = default;
        if (accumulate)
        {
            (c0, c1) = (Vector512.Load(c), Vector512.Load(c + cRow));
            (c2, c3) = (Vector512.Load(c + 2 * cRow), Vector512.Load(c + 3 * cRow));
        }

        for (int s = 0; s < steps; s++)
        {
            Vector512<Real> x = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow]), x, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[3 * aRow]), x, c3);
            a += aStep;
            b += bStep;
        }

        Vector512.Store(c0, c);
        Vector512.Store(c1, c + cRow);
        Vector512.Store(c2, c + 2 * cRow);
        Vector512.Store(c3, c + 3 * cRow);
    }

    /// <summary>Two rows, each in two sums as <see cref="MicroKernel.Rows2"/> has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows2(Real* a, nint aRow, nint aStep, Real* b, nint bStep, int steps, Real* c, nint cRow, bool accumulate)
    {
        Vector512<Real> c0 = default, c1 = default, d0 = default, d1 = default;
        if (accumulate)
            (c0, c1) = (Vector512.Load(c), Vector512.Load(c + cRow));
        int s = 0;
        for (; s <= steps - 2; s += 2)
        {
            Vector512<Real> x = Vector512.Load(b), y = Vector512.Load(b + bStep);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
            a += aStep;
            d0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), y, d0);
            d1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), y, d1);
            a += aStep;
            b += 2 * bStep;
        }

        if (s < steps)
        {
            Vector512<Real> x = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
        }

        Vector512.Store(c0 + d0, c);
        Vector512.Store(c1 + d1, c + cRow);
    }

    /// <summary>One row, in four sums as <see cref="MicroKernel.Rows1"/> has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows1(Real* a, nint aStep, Real* b, nint bStep, int steps, Real* c, bool accumulate)
    {
        Vector512<Real> c0 = accumulate ? Vector512.Load(c) : default, d0 = default, e0 = default, f0 = default;
        int s = 0;
        for (; s <= steps - 4; s += 4)
        {
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), Vector512.Load(b), c0);
            d0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aStep]), Vector512.Load(b + bStep), d0);
            a += 2 * aStep;
            b += 2 * bStep;
            e0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), Vector512.Load(b), e0);
            f0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aStep]), Vector512.Load(b + bStep), f0);
            a += 2 * aStep;
            b += 2 * bStep;
        }

        for (; s < steps; s++, a += aStep, b += bStep)
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), Vector512.Load(b), c0);
        Vector512.Store(c0 + d0 + (e0 + f0), c);
    }
}
