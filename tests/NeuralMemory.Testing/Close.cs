namespace NeuralMemory.Testing;

/// <summary>Asserts that numbers agree with an oracle's as well as the engine's precision allows.</summary>
internal static class Close
{
    /// <summary>Whether the engine under test is the one in double precision.</summary>
    public const bool IsDouble = sizeof(Real) == sizeof(double);

    /// <summary>How far an output may be off, relative to the largest entry.</summary>
    public const double OutputTolerance = IsDouble ? 1e-10 : 1e-5;

    /// <summary>How far a gradient may be off, relative to the largest entry.</summary>
    public const double GradientTolerance = IsDouble ? 1e-8 : 1e-4;

    /// <summary>Asserts that computed outputs are right.</summary>
    public static void Outputs(GoldenTensor expected, ReadOnlySpan<Real> actual, string what) =>
        Within(OutputTolerance, expected.Data, actual, what);

    /// <summary>Asserts that computed gradients are right.</summary>
    public static void Gradients(GoldenTensor expected, ReadOnlySpan<Real> actual, string what) =>
        Within(GradientTolerance, expected.Data, actual, "gradient of " + what);

    /// <summary>
    /// Asserts that a gradient is right which may be zero in exact arithmetic, as a key's is before a blank memory. There the oracle's own
    /// numbers are rounding noise, and the engine's must be too: no more than that of the case's largest gradient.
    /// </summary>
    public static void Gradients(GoldenTensor expected, ReadOnlySpan<Real> actual, double largestOfCase, string what)
    {
        if (expected.Data.Max(Math.Abs) > 1e-14 * largestOfCase)
            Gradients(expected, actual, what);
        else
            foreach (Real x in actual)
                Assert.True(Math.Abs((double)x) <= 16 * (IsDouble ? 2.3e-16 : 1.2e-7) * largestOfCase,
                    $"gradient of {what} is {x}, expected 0");
    }

    /// <summary>Asserts that no entry is further from its expectation than the tolerance times the largest expected magnitude.</summary>
    public static void Within(double tolerance, ReadOnlySpan<double> expected, ReadOnlySpan<Real> actual, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} numbers, expected {expected.Length}");
        double largest = 0;
        foreach (double x in expected)
            largest = Math.Max(largest, Math.Abs(x));
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]);
            // Not "error > bound": a NaN must fail.
            if (!(error <= tolerance * largest))
                Assert.Fail(
                    $"{what}[{i}] is {actual[i]:g17}, expected {expected[i]:g17}: off by {error / largest:g3} of the largest entry");
        }
    }
}
