using System.Numerics;
using System.Runtime.CompilerServices;
#if !REAL_IS_DOUBLE
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace NeuralMemory.Numerics;

/// <summary>
/// The sums of several vectors at once, in a third of the instructions and to the bits of <see cref="Vector.Sum{T}(Vector{T})"/> of each:
/// of eight numbers neighbours are added, then pairs, then halves.
/// </summary>
public static unsafe class VectorSums
{
    /// <summary>sums[0..3] = the sums of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(Vector<Real> s0, Vector<Real> s1, Vector<Real> s2, Vector<Real> s3, Real* sums)
    {
#if !REAL_IS_DOUBLE
        if (Avx.IsSupported && Vector<Real>.Count == Vector256<Real>.Count)
        {
            Vector256<float> halves = HalvesOfFour(s0, s1, s2, s3);
            (halves.GetLower() + halves.GetUpper()).Store(sums);
            return;
        }
#endif
        sums[0] = Vector.Sum(s0);
        sums[1] = Vector.Sum(s1);
        sums[2] = Vector.Sum(s2);
        sums[3] = Vector.Sum(s3);
    }

    /// <summary>sums[0..7] = the sums of eight vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Eight(
        Vector<Real> s0, Vector<Real> s1, Vector<Real> s2, Vector<Real> s3, Vector<Real> s4, Vector<Real> s5, Vector<Real> s6,
        Vector<Real> s7, Real* sums)
    {
#if !REAL_IS_DOUBLE
        if (Avx.IsSupported && Vector<Real>.Count == Vector256<Real>.Count)
        {
            Vector256<float> first = HalvesOfFour(s0, s1, s2, s3), second = HalvesOfFour(s4, s5, s6, s7);
            (Avx.Permute2x128(first, second, 0x20) + Avx.Permute2x128(first, second, 0x31)).Store(sums);
            return;
        }
#endif
        Four(s0, s1, s2, s3, sums);
        Four(s4, s5, s6, s7, sums + 4);
    }

#if !REAL_IS_DOUBLE
    /// <summary>The sums of the lower halves of four vectors, and behind them those of the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> HalvesOfFour(Vector<float> s0, Vector<float> s1, Vector<float> s2, Vector<float> s3) =>
        Avx.HorizontalAdd(
            Avx.HorizontalAdd(s0.AsVector256(), s1.AsVector256()), Avx.HorizontalAdd(s2.AsVector256(), s3.AsVector256()));
#endif
}
