using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>Two versions of a computation must agree before it makes sense to time them.</summary>
internal static class Agreement
{
    /// <summary>How far single precision may be off, relative to the largest number.</summary>
    private const double Tolerance = 2e-5;

    /// <summary>Throws unless all numbers agree and some are not zero.</summary>
    public static void Require(string what, ReadOnlySpan<Real> naive, ReadOnlySpan<Real> fast)
    {
        if (naive.Length != fast.Length)
            throw new InvalidOperationException($"{what}: {fast.Length} numbers, the naive version has {naive.Length}");
        double largest = 0;
        foreach (Real x in naive)
            largest = Math.Max(largest, Math.Abs((double)x));
        if (largest == 0)
            throw new InvalidOperationException($"{what}: the naive version has computed nothing");
        for (int i = 0; i < naive.Length; i++)
        {
            // Not "difference > bound": a NaN must fail.
            if (!(Math.Abs((double)naive[i] - fast[i]) <= Tolerance * largest))
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"{what}[{i}] is {fast[i]}, the naive version has {naive[i]}"));
        }
    }
}
