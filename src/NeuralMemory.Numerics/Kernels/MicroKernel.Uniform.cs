using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// One to three rows, each summed as <see cref="Rows4"/> and <see cref="Rows6"/> sum theirs, step after step: a row has the same bits alone
/// as among others. Several panels at a time hide the latency that several sums of one number would.
/// </summary>
internal static unsafe partial class MicroKernel
{
    /// <summary>Three rows of one panel: six sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Uniform3(Real* a, nint aRow, Real* b, int steps, Real* c, nint cRow)
    {
        int width = Vector<Real>.Count, bStep = 2 * width;
        Vector<Real> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        for (int s = 0; s < steps; s++, a++, b += bStep)
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
        }

        Store(c, c00, c01);
        Store(c + cRow, c10, c11);
        Store(c + 2 * cRow, c20, c21);
    }

    /// <summary>Two rows of two panels, which are <paramref name="panelStep"/> apart: eight sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Uniform2(Real* a, nint aRow, Real* b, nint panelStep, int steps, Real* c, nint cRow)
    {
        int width = Vector<Real>.Count, bStep = 2 * width;
        Vector<Real> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector<Real> c10 = default, c11 = default, c12 = default, c13 = default;
        Real* other = b + panelStep;
        for (int s = 0; s < steps; s++, a++, b += bStep, other += bStep)
        {
            Vector<Real> x = Vector.Create(*a), y = Vector.Create(a[aRow]);
            Vector<Real> b0 = Vector.Load(b), b1 = Vector.Load(b + width);
            c00 = Vector.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector.FusedMultiplyAdd(x, b1, c01);
            c10 = Vector.FusedMultiplyAdd(y, b0, c10);
            c11 = Vector.FusedMultiplyAdd(y, b1, c11);
            (b0, b1) = (Vector.Load(other), Vector.Load(other + width));
            c02 = Vector.FusedMultiplyAdd(x, b0, c02);
            c03 = Vector.FusedMultiplyAdd(x, b1, c03);
            c12 = Vector.FusedMultiplyAdd(y, b0, c12);
            c13 = Vector.FusedMultiplyAdd(y, b1, c13);
        }

        Store(c, c00, c01);
        Store(c + bStep, c02, c03);
        Store(c + cRow, c10, c11);
        Store(c + cRow + bStep, c12, c13);
    }

    /// <summary>One row of four panels, which are <paramref name="panelStep"/> apart: eight sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Uniform1(Real* a, Real* b, nint panelStep, int steps, Real* c)
    {
        int width = Vector<Real>.Count, bStep = 2 * width;
        Vector<Real> c0 = default, c1 = default, d0 = default, d1 = default;
        Vector<Real> e0 = default, e1 = default, f0 = default, f1 = default;
        Real* third = b + 2 * panelStep;
        for (int s = 0; s < steps; s++, a++, b += bStep, third += bStep)
        {
            Vector<Real> x = Vector.Create(*a);
            c0 = Vector.FusedMultiplyAdd(x, Vector.Load(b), c0);
            c1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + width), c1);
            d0 = Vector.FusedMultiplyAdd(x, Vector.Load(b + panelStep), d0);
            d1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + panelStep + width), d1);
            e0 = Vector.FusedMultiplyAdd(x, Vector.Load(third), e0);
            e1 = Vector.FusedMultiplyAdd(x, Vector.Load(third + width), e1);
            f0 = Vector.FusedMultiplyAdd(x, Vector.Load(third + panelStep), f0);
            f1 = Vector.FusedMultiplyAdd(x, Vector.Load(third + panelStep + width), f1);
        }

        Store(c, c0, c1);
        Store(c + bStep, d0, d1);
        Store(c + 2 * bStep, e0, e1);
        Store(c + 3 * bStep, f0, f1);
    }

    /// <summary>One row of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Uniform1(Real* a, Real* b, int steps, Real* c)
    {
        int width = Vector<Real>.Count, bStep = 2 * width;
        Vector<Real> c0 = default, c1 = default;
        for (int s = 0; s < steps; s++, a++, b += bStep)
        {
            Vector<Real> x = Vector.Create(*a);
            c0 = Vector.FusedMultiplyAdd(x, Vector.Load(b), c0);
            c1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + width), c1);
        }

        Store(c, c0, c1);
    }
}
