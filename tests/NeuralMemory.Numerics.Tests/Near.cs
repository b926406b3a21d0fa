namespace NeuralMemory.Numerics.Tests;

/// <summary>Compares single-precision results with a reference in double precision.</summary>
internal static class Near
{
    /// <summary>Asserts that all numbers agree to about single precision, relative to the largest.</summary>
    public static void Equal(IEnumerable<double> expected, GuardedBuffer actual, double tolerance = 1e-6)
    {
        double[] numbers = [.. expected];
        Assert.Equal(numbers.Length, actual.Length);
        double scale = Math.Max(1e-30, numbers.Select(Math.Abs).DefaultIfEmpty().Max());
        for (int i = 0; i < numbers.Length; i++)
            Assert.True(Math.Abs(numbers[i] - actual[i]) <= tolerance * scale, $"[{i}] is {actual[i]}, expected {numbers[i]}");
    }
}
