using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

public static partial class VectorMath
{
    private const double HalfRoot = 0.70710678118654752, DensityAtZero = 0.39894228040143268;

    /// <summary>The normal distribution's share below x: 1/2 + erf(x / sqrt 2) / 2, absolute error that of <see cref="Erf"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> NormalShare(Vector<Real> x)
    {
        Vector<Real> half = Vector.Create((Real)0.5);
        return Vector.FusedMultiplyAdd(half, Erf(x * Vector.Create((Real)HalfRoot)), half);
    }

    /// <summary>The normal distribution's density at x: e^(-x^2 / 2) / sqrt(2 pi).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> NormalDensity(Vector<Real> x) =>
        Vector.Create((Real)DensityAtZero) * ExpOfNegative(x * x * Vector.Create((Real)(-0.5)));

#if REAL_IS_DOUBLE
    /// <summary>
    /// Chebyshev coefficients of e^(z^2) erfc z over (z - 2) / (z + 2), fitted to the function at 40 digits; what is left out is 1e-16.
    /// </summary>
    private static ReadOnlySpan<double> ErfcCoefficients =>
    [
        0.37737609962585955, -0.4825091196506806, 0.12232459533097716, -0.017831149719276698, 0.00032117365249446483,
        0.0003503952564796487, -2.243880650620588e-05, -1.0537433119394044e-05, 5.671331131941965e-07, 4.297681575685222e-07,
        5.10495239428602e-09, -1.8899699448861804e-08, -2.2427556634158944e-09, 6.855253099996623e-10, 2.1487948357734387e-10,
        -5.51549829057943e-12, -1.3477554461462751e-11, -2.0864157731667528e-12, 4.4819652498653763e-13, 2.2688393719848405e-13,
        1.857857228049661e-14, -1.1411790446440092e-14, -3.894095916337823e-15, -1.4414492996571927e-17, 3.896136090107571e-16,
    ];

    /// <summary>The error function, absolute error 1e-15.</summary>
    public static Vector<Real> Erf(Vector<Real> x)
    {
        // Beyond 28 what is missing to 1 is no number any more; a NaN is brought back at the end.
        Vector<double> z = Vector.MinNative(Vector.Abs(x), Vector.Create(28.0)), two = Vector.Create(2.0);
        Vector<double> u = (z - two) / (z + two), twice = u + u, d = default, before = default;
        // Clenshaw's recurrence.
        for (int i = ErfcCoefficients.Length - 1; i > 0; i--)
            (d, before) = (Vector.FusedMultiplyAdd(twice, d, Vector.Create(ErfcCoefficients[i]) - before), d);
        Vector<double> scaled = Vector.FusedMultiplyAdd(u, d, Vector.Create(ErfcCoefficients[0]) - before);
        Vector<double> erf = Vector<double>.One - Vector.Exp(-z * z) * scaled;
        return Vector.ConditionalSelect(Vector.Equals(x, x), Vector.CopySign(erf, x), x);
    }
#else
    /// <summary>The error function, a unit in the last place: polynomials of N. Juffa's, one within 0.93 and one in an exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Erf(Vector<Real> x)
    {
        Vector<float> t = Vector.Abs(x), s = x * x;
        Vector<float> r = Vector.FusedMultiplyAdd(Vector.Create(-1.72853470e-5f), t, Vector.Create(3.83197126e-4f));
        Vector<float> u = Vector.FusedMultiplyAdd(Vector.Create(-3.88396438e-3f), t, Vector.Create(2.42546219e-2f));
        r = Vector.FusedMultiplyAdd(r, s, u);
        r = Vector.FusedMultiplyAdd(r, t, Vector.Create(-1.06777877e-1f));
        r = Vector.FusedMultiplyAdd(r, t, Vector.Create(-6.34846687e-1f));
        r = Vector.FusedMultiplyAdd(r, t, Vector.Create(-1.28717512e-1f));
        r = Vector.FusedMultiplyAdd(r, t, -t);
        Vector<float> large = Vector.CopySign(Vector<float>.One - ExpWithin(r), x);
        Vector<float> p = Vector.Create(-5.96761703e-4f);
        p = Vector.FusedMultiplyAdd(p, s, Vector.Create(4.99119423e-3f));
        p = Vector.FusedMultiplyAdd(p, s, Vector.Create(-2.67681349e-2f));
        p = Vector.FusedMultiplyAdd(p, s, Vector.Create(1.12819925e-1f));
        p = Vector.FusedMultiplyAdd(p, s, Vector.Create(-3.76125336e-1f));
        p = Vector.FusedMultiplyAdd(p, s, Vector.Create(1.28379166e-1f));
        Vector<float> small = Vector.FusedMultiplyAdd(p, x, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(t, Vector.Create(0.927734375f)), large, small);
    }
#endif
}
