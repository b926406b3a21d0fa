using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>
/// Numbers that operations take. TorchSharp (0.107) makes an object of libtorch of each and does not keep it while the operation runs: when
/// the garbage collector comes in between, the operation reads what was freed. So no operation is called with a plain number, nor any that
/// makes one inside, such as <c>add</c> with one argument, <c>square</c> or an operator; these here stay. A test looks for such calls.
/// </summary>
internal static class Numbers
{
    /// <summary>0.</summary>
    public static readonly Scalar Zero = Of(0);

    /// <summary>1.</summary>
    public static readonly Scalar One = Of(1);

    /// <summary>2.</summary>
    public static readonly Scalar Two = Of(2);

    /// <summary>-1.</summary>
    public static readonly Scalar MinusOne = Of(-1);

    /// <summary>Minus infinity: the score of what is not seen.</summary>
    public static readonly Scalar MinusInfinity = Of(double.NegativeInfinity);

    /// <summary>The largest strength and exponent: 10^4.</summary>
    public static readonly Scalar Bound = Of(1e4);

    /// <summary>What keeps cosines and logarithms of weightings finite: 1e-6.</summary>
    public static readonly Scalar Epsilon = Of(1e-6);

    /// <summary><see cref="Precision.Tiny"/>.</summary>
    public static readonly Scalar Tiny = Of(Precision.Tiny);

    /// <summary>0 as a whole number: the first index.</summary>
    public static readonly Scalar First = Of(0L);

    /// <summary>-1 as a whole number: no index.</summary>
    public static readonly Scalar NoIndex = Of(-1L);

    /// <summary>A number to be kept, by a <c>using</c>, until the operation has returned.</summary>
    public static Scalar Of(double number) => number;

    /// <summary>A whole number to be kept likewise.</summary>
    public static Scalar Of(long number) => number;
}
