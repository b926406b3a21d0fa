using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Elementary functions of a whole SIMD vector. In single precision they are polynomials of our own (about 1e-7 relative error,
/// under a nanosecond an element); in double precision they rest on the runtime's.
/// </summary>
public static partial class VectorMath
{
    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Sigmoid(Vector<Real> x) => Vector<Real>.One / (Vector<Real>.One + ExpWithin(-x));

    /// <summary>log(1 + e^x), without overflow, and accurate where e^x vanishes beside 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Softplus(Vector<Real> x)
    {
        Vector<Real> small = ExpWithin(-Vector.Abs(x)), sum = Vector<Real>.One + small, kept = sum - Vector<Real>.One;
        // What rounding took from 1 + e^-|x| is put back in proportion (Goldberg 1991, theorem 4).
        Vector<Real> log = Vector.ConditionalSelect(
            Vector.Equals(kept, Vector<Real>.Zero), small, LogOfNormal(sum) * small / kept);
        return Vector.MaxNative(Vector<Real>.Zero, x) + log;
    }

#if REAL_IS_DOUBLE
    /// <summary>e^x where the result is known to be a normal number; outside, the nearest such.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> ExpWithin(Vector<Real> x) =>
        Vector.Exp(Vector.MaxNative(Vector.Create(-700.0), Vector.MinNative(Vector.Create(700.0), x)));

    /// <summary>e^x for x of at most 0; exactly 0 where the result would be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> ExpOfNegative(Vector<Real> x) => Vector.Exp(x);

    /// <summary>The natural logarithm of positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> LogOfNormal(Vector<Real> x) => Vector.Log(x);

    /// <summary>e^x; 0 below and infinity above the range of the number type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Exp(Vector<Real> x) => Vector.Exp(x);

    /// <summary>The natural logarithm; minus infinity at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Log(Vector<Real> x) => Vector.Log(x);

    /// <summary>The hyperbolic tangent, absolute error 1e-16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Tanh(Vector<Real> x)
    {
        Vector<Real> size = Vector.Abs(x);
        Vector<Real> tanh = Vector<Real>.One - Vector.Create(2.0) / (Vector.Exp(size + size) + Vector<Real>.One);
        return Vector.CopySign(tanh, x);
    }
#else
    /// <summary>e^x; 0 below -87.3 (the result would be subnormal) and infinity above 88.7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Exp(Vector<Real> x)
    {
        // Half the exponent at a time, because 2^128 is no number although e^88.72 is one.
        Vector<float> half = ExpWithin(x * Vector.Create(0.5f));
        Vector<float> result = ExpWithin(x);
        result = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector.Create(87f)), half * half, result);
        result = Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(-87.3f)), Vector<float>.Zero, result);
        return Vector.ConditionalSelect(
            Vector.GreaterThan(x, Vector.Create(88.72283f)), Vector.Create(float.PositiveInfinity), result);
    }

    /// <summary>e^x for x of at most 0; exactly 0 where the result would be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> ExpOfNegative(Vector<Real> x) =>
        Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(-87.3f)), Vector<float>.Zero, ExpWithin(x));

    /// <summary>e^x where the result is known to be a normal number; outside, the nearest such. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> ExpWithin(Vector<Real> x)
    {
        // The native forms return their second operand when one is NaN.
        Vector<float> clamped = Vector.MaxNative(Vector.Create(-87.33f), Vector.MinNative(Vector.Create(87.9f), x));
        // Adding 1.5 * 2^23 rounds to the nearest integer and leaves that integer in the low bits.
        Vector<float> magic = Vector.Create(12582912f);
        Vector<float> shifted = Vector.FusedMultiplyAdd(clamped, Vector.Create(1.44269504f), magic);
        Vector<float> n = shifted - magic;
        Vector<float> r = Vector.FusedMultiplyAdd(n, Vector.Create(-0.693359375f), clamped);
        r = Vector.FusedMultiplyAdd(n, Vector.Create(2.12194440e-4f), r);
        Vector<float> p = Vector.Create(1.9875691500e-4f);
        p = Vector.FusedMultiplyAdd(p, r, Vector.Create(1.3981999507e-3f));
        p = Vector.FusedMultiplyAdd(p, r, Vector.Create(8.3334519073e-3f));
        p = Vector.FusedMultiplyAdd(p, r, Vector.Create(4.1665795894e-2f));
        p = Vector.FusedMultiplyAdd(p, r, Vector.Create(1.6666665459e-1f));
        p = Vector.FusedMultiplyAdd(p, r, Vector.Create(5.0000001201e-1f));
        p = Vector.FusedMultiplyAdd(p, r * r, r) + Vector<float>.One;
        // Adding n to the exponent bits multiplies by 2^n; the low bits of the magic number vanish in the shift.
        Vector<int> bits = Vector.AsVectorInt32(p) + Vector.ShiftLeft(Vector.AsVectorInt32(shifted), 23);
        return Vector.ConditionalSelect(Vector.Equals(p, p), Vector.AsVectorSingle(bits), p);
    }

    /// <summary>The natural logarithm; minus infinity at 0, NaN below, subnormals included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Log(Vector<Real> x)
    {
        Vector<int> subnormal = Vector.LessThan(x, Vector.Create(1.17549435e-38f));
        Vector<float> scaled = Vector.ConditionalSelect(subnormal, x * Vector.Create(8388608f), x);
        Vector<float> correction = Vector.ConditionalSelect(subnormal, Vector.Create(-15.9423851f), Vector<float>.Zero);
        Vector<float> result = LogOfNormal(scaled) + correction;
        result = Vector.ConditionalSelect(
            Vector.Equals(x, Vector<float>.Zero), Vector.Create(float.NegativeInfinity), result);
        result = Vector.ConditionalSelect(
            Vector.LessThan(x, Vector<float>.Zero), Vector.Create(float.NaN), result);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(float.PositiveInfinity)), result, x);
    }

    /// <summary>The natural logarithm of positive normal numbers (Cephes' logf). NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> LogOfNormal(Vector<Real> x)
    {
        Vector<int> bits = Vector.AsVectorInt32(x);
        Vector<int> exponent = Vector.ShiftRightArithmetic(bits, 23) - Vector.Create(126);
        Vector<float> m = Vector.AsVectorSingle((bits & Vector.Create(0x007FFFFF)) | Vector.Create(0x3F000000));
        Vector<int> below = Vector.LessThan(m, Vector.Create(0.707106781f));
        m = m + Vector.AsVectorSingle(Vector.AsVectorInt32(m) & below) - Vector<float>.One;
        Vector<float> e = Vector.ConvertToSingle(exponent + below);
        Vector<float> z = m * m;
        Vector<float> p = Vector.Create(7.0376836292e-2f);
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(-1.1514610310e-1f));
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(1.1676998740e-1f));
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(-1.2420140846e-1f));
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(1.4249322787e-1f));
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(-1.6668057665e-1f));
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(2.0000714765e-1f));
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(-2.4999993993e-1f));
        p = Vector.FusedMultiplyAdd(p, m, Vector.Create(3.3333331174e-1f));
        Vector<float> y = p * m * z;
        y = Vector.FusedMultiplyAdd(e, Vector.Create(-2.12194440e-4f), y);
        y = Vector.FusedMultiplyAdd(z, Vector.Create(-0.5f), y);
        // x - x is 0, or NaN: the bits of a NaN have been taken apart like those of a number.
        return Vector.FusedMultiplyAdd(e, Vector.Create(0.693359375f), m + y) + (x - x);
    }

    /// <summary>The hyperbolic tangent (Cephes' tanhf).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Tanh(Vector<Real> x)
    {
        Vector<float> size = Vector.Abs(x);
        Vector<float> large = Vector<float>.One - Vector.Create(2f) / (ExpWithin(size + size) + Vector<float>.One);
        Vector<float> z = x * x;
        Vector<float> p = Vector.Create(-5.70498872745e-3f);
        p = Vector.FusedMultiplyAdd(p, z, Vector.Create(2.06390887954e-2f));
        p = Vector.FusedMultiplyAdd(p, z, Vector.Create(-5.37397155531e-2f));
        p = Vector.FusedMultiplyAdd(p, z, Vector.Create(1.33314422036e-1f));
        p = Vector.FusedMultiplyAdd(p, z, Vector.Create(-3.33332819422e-1f));
        Vector<float> small = Vector.FusedMultiplyAdd(p * z, x, x);
        return Vector.ConditionalSelect(
            Vector.LessThan(size, Vector.Create(0.625f)), small, Vector.CopySign(large, x));
    }
#endif
}
