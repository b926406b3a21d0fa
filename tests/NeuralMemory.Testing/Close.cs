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
    /// Asserts that a gradient is right which may vanish, as a key's does before a blank memory or where all slots are alike. What is left
    /// of it is rounding noise, in the oracle too, of no more than a few units in the last place of the case's largest gradient.
    /// </summary>
    public static void Gradients(GoldenTensor expected, ReadOnlySpan<Real> actual, double largestOfCase, string what) =>
        Within(GradientTolerance, expected.Data, actual, "gradient of " + what, Noise(largestOfCase));

    /// <summary>A few units in the last place of the largest number that goes into a sum, whose result may be much smaller.</summary>
    public static double Noise(double largest) => 16 * (IsDouble ? 2.3e-16 : 1.2e-7) * largest;

    /// <summary>
    /// Asserts that no entry is further from its expectation than the tolerance times the largest expected magnitude, and
    /// <paramref name="noise"/>.
    /// </summary>
    public static void Within(
        double tolerance, ReadOnlySpan<double> expected, ReadOnlySpan<Real> actual, string what, double noise = 0)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} numbers, expected {expected.Length}");
        double largest = 0;
        foreach (double x in expected)
            largest = Math.Max(largest, Math.Abs(x));
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]);
            // Not "error > bound": a NaN must fail.
            if (!(error <= tolerance * largest + noise))
                Assert.Fail(
                    $"{what}[{i}] is {actual[i]:g17}, expected {expected[i]:g17}: off by {error / largest:g3} of the largest entry");
        }
    }
}
