using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>Numbers that operations take, made once: each is an object of libtorch.</summary>
internal static class Numbers
{
    /// <summary>0.</summary>
    public static readonly Scalar Zero = 0.0;

    /// <summary>1.</summary>
    public static readonly Scalar One = 1.0;

    /// <summary>-1.</summary>
    public static readonly Scalar MinusOne = -1.0;

    /// <summary>What keeps cosines and logarithms of weightings finite: 1e-6.</summary>
    public static readonly Scalar Epsilon = 1e-6;

    /// <summary><see cref="Precision.Tiny"/>.</summary>
    public static readonly Scalar Tiny = Precision.Tiny;
}
