using NeuralMemory.Autodiff;
using NeuralMemory.Testing;

namespace NeuralMemory.Torch.DoubleTests;

/// <summary>That two engines compute the same.</summary>
internal static class Agreement
{
    /// <summary>How far numbers may be apart, relative to the largest of their tensor and to that of all of them.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>Asserts that tensors are alike.</summary>
    public static void Of(IReadOnlyList<Real[]> expected, IReadOnlyList<Real[]> actual, Func<int, string> name)
    {
        Assert.Equal(expected.Count, actual.Count);
        double largest = expected.Max(tensor => tensor.Length == 0 ? 0 : tensor.Max(Math.Abs));
        for (int i = 0; i < expected.Count; i++)
            // What is nothing but rounding, beside a gradient of some size, agrees with nothing.
            Close.Within(Tolerance, expected[i], actual[i], name(i), noise: 1e-14 * largest);
    }

    /// <summary>A block laid out like the parameters, tensor by tensor.</summary>
    public static Real[][] Tensors(ParameterSet parameters, Real[] block) => [.. parameters.Tensors.Select(tensor =>
    {
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(block, numbers);
        return numbers;
    })];
}
