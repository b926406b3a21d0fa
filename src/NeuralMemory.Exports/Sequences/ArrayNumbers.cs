using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>The numbers of an array of NumPy, whatever they are stored as.</summary>
internal static class ArrayNumbers
{
    /// <summary>The numbers, the last axis fastest; null where the array holds none.</summary>
    public static float[]? Of(NpyArray array) =>
        array.Type == NpyType.Of<float>() ? array.ToArray<float>()
        : array.Type == NpyType.Of<double>() ? [.. array.ToArray<double>().Select(number => (float)number)]
        : array.Type == NpyType.Of<int>() ? [.. array.ToArray<int>().Select(number => (float)number)]
        : array.Type == NpyType.Of<long>() ? [.. array.ToArray<long>().Select(number => (float)number)]
        : array.Type == NpyType.Of<byte>() ? [.. array.ToArray<byte>().Select(number => (float)number)]
        : array.Type == NpyType.Of<bool>() ? [.. array.ToArray<bool>().Select(holds => holds ? 1f : 0f)]
        : null;
}
