namespace NeuralMemory.Onnx.Tests;

/// <summary>How far apart numbers may be.</summary>
internal static class Differences
{
    public const float Tolerance = 1e-5f;

    /// <summary>The largest; fails where it is more than the tolerance, or something is no number.</summary>
    public static float Check(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {expected.Length} numbers expected, {actual.Length} found");
        float largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            float difference = MathF.Abs(expected[i] - actual[i]);
            Assert.True(difference <= Tolerance, $"{what}, number {i}: {expected[i]} expected, {actual[i]} found");
            largest = MathF.Max(largest, difference);
        }

        return largest;
    }
}
