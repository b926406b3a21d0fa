using System.Runtime.CompilerServices;
#if REAL_IS_DOUBLE
using Four = System.Runtime.Intrinsics.Vector256;
using FourReals = System.Runtime.Intrinsics.Vector256<double>;
#else
using Four = System.Runtime.Intrinsics.Vector128;
using FourReals = System.Runtime.Intrinsics.Vector128<float>;
#endif

namespace NeuralMemory.Numerics;

/// <summary>
/// The weightings of several readers with all numbers of one slot together, in fours: a link between two slots moves all readers at once.
/// A slot has four parts, each of one number for every reader, and zeros up to a multiple of four: the weightings, the forward and the
/// backward weightings (or the gradients of these), and the gradients of the weightings. For up to four readers that is a line of the
/// cache.
/// </summary>
public readonly unsafe struct PackedReaders(Real* numbers, int readers)
{
    /// <summary>How many numbers are in a vector, in single precision as in double.</summary>
    internal const int Lanes = 4;

    /// <summary>How many numbers a part of a slot has.</summary>
    public int Width { get; } = WidthOf(readers);

    /// <summary>How far the slots are apart.</summary>
    public int Step => 4 * Width;

    /// <summary>The weightings of slot 0.</summary>
    public Real* Reads { get; } = numbers;

    /// <summary>The forward weightings of slot 0.</summary>
    public Real* Forward => Reads + Width;

    /// <summary>The backward weightings of slot 0.</summary>
    public Real* Backward => Reads + 2 * Width;

    /// <summary>The gradients of the weightings of slot 0.</summary>
    public Real* Gradients => Reads + 3 * Width;

    /// <summary>How many numbers are needed.</summary>
    public static int Size(int readers, int slots) => 4 * WidthOf(readers) * slots;

    /// <summary>Sets a part of all slots to rows of numbers that are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(Real* rows, int stride, int slots, Real* part)
    {
        int step = Step;
        for (int r = 0; r < readers; r += Lanes, part += Lanes)
        {
            int left = readers - r;
            Real* r0 = rows + r * stride, r1 = left > 1 ? r0 + stride : r0;
            Real* r2 = left > 2 ? r1 + stride : r0, r3 = left > 3 ? r2 + stride : r0;
            FourReals isReader = Four.LessThan(Four.Create((Real)0, 1, 2, 3), Four.Create((Real)left));
            for (int n = 0; n < slots; n++)
                Four.Store(Four.Create(r0[n], r1[n], r2[n], r3[n]) & isReader, part + n * step);
        }
    }

    /// <summary>Copies a part of all slots to rows of numbers that are <paramref name="stride"/> apart, or adds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Unpack(Real* part, Real* rows, int stride, int slots, bool add)
    {
        int step = Step;
        for (int r = 0; r < readers; r++, rows += stride, part++)
        {
            if (add)
                for (int n = 0; n < slots; n++)
                    rows[n] += part[n * step];
            else
                for (int n = 0; n < slots; n++)
                    rows[n] = part[n * step];
        }
    }

    /// <summary>Sets a part of all slots to 0.</summary>
    public void Clear(Real* part, int slots)
    {
        for (int n = 0; n < slots; n++)
            for (int r = 0; r < Width; r += Lanes)
                Four.Store(FourReals.Zero, part + n * Step + r);
    }

    private static int WidthOf(int readers) => (readers + Lanes - 1) / Lanes * Lanes;
}
