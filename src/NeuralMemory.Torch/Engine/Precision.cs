using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>What the number type of this build means to torch.</summary>
internal static class Precision
{
    /// <summary>Whether numbers have double precision, as in the tests.</summary>
    public const bool IsDouble = sizeof(Real) == sizeof(double);

    /// <summary>The type of all tensors of numbers.</summary>
    public const torch.ScalarType Type = IsDouble ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    /// <summary>Smaller than any number that counts, and so far from the least one that its logarithm is exact.</summary>
    public const double Tiny = IsDouble ? 1e-300 : 1e-37;
}
