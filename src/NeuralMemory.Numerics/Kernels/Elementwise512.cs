using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralMemory.Numerics;

/// <summary>
/// Loops of <see cref="Elementwise"/> with vectors of 512 bits, as far as whole ones go: each returns how many numbers are done. Numbers do
/// not depend on one another, so that they have the same bits.
/// </summary>
internal static unsafe class Elementwise512
{
    private static int Width => Vector512<Real>.Count;

    /// <summary>destination[i] += source[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Add(Real* source, Real* destination, int count)
    {
        int i = 0;
        for (; i <= count - Width; i += Width)
            Vector512.Store(Vector512.Load(destination + i) + Vector512.Load(source + i), destination + i);
        return i;
    }

    /// <summary>destination[i] = a[i] + b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Plus(Real* a, Real* b, Real* destination, int count)
    {
        int i = 0;
        for (; i <= count - Width; i += Width)
            Vector512.Store(Vector512.Load(a + i) + Vector512.Load(b + i), destination + i);
        return i;
    }

    /// <summary>destination[i] = a[i] * b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Times(Real* a, Real* b, Real* destination, int count)
    {
        int i = 0;
        for (; i <= count - Width; i += Width)
            Vector512.Store(Vector512.Load(a + i) * Vector512.Load(b + i), destination + i);
        return i;
    }

    /// <summary>destination[i] = scale * source[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Scale(Real scale, Real* source, Real* destination, int count)
    {
        int i = 0;
        Vector512<Real> factor = Vector512.Create(scale);
        for (; i <= count - Width; i += Width)
            Vector512.Store(factor * Vector512.Load(source + i), destination + i);
        return i;
    }

    /// <summary>destination[i] += a[i] * b[i], fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int AddTimes(Real* a, Real* b, Real* destination, int count)
    {
        int i = 0;
        for (; i <= count - Width; i += Width)
            Vector512.Store(
                Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), Vector512.Load(destination + i)), destination + i);
        return i;
    }

    /// <summary>destination[i] += scale * source[i], fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int AddScaled(Real scale, Real* source, Real* destination, int count)
    {
        int i = 0;
        Vector512<Real> factor = Vector512.Create(scale);
        for (; i <= count - Width; i += Width)
            Vector512.Store(
                Vector512.FusedMultiplyAdd(factor, Vector512.Load(source + i), Vector512.Load(destination + i)), destination + i);
        return i;
    }
}
