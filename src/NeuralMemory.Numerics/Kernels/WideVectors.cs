using System.Numerics;
using System.Runtime.Intrinsics;

namespace NeuralMemory.Numerics;

/// <summary>
/// Whether kernels that have a path for vectors of 512 bits take it. Where a processor has such vectors, both paths are timed once, before
/// the first use, in a millisecond or two: wider ones are slower on some. Both give the same bits, for the wide path has only what goes
/// number by number, so that the choice may differ from one start to the next. <see cref="VectorChoice"/> makes it instead.
/// </summary>
public static class WideVectors
{
    /// <summary>Bits of the vectors of matrix products: of <see cref="Vector{T}"/>, or 512.</summary>
    public static int ProductWidth => InProducts ? 512 : Vector<byte>.Count * 8;

    /// <summary>Bits of the vectors of the loops of <see cref="Elementwise"/> that go number by number.</summary>
    public static int LoopWidth => InLoops ? 512 : Vector<byte>.Count * 8;

    /// <summary>Whether <see cref="RowTiles512"/> computes products.</summary>
    internal static readonly bool InProducts = Choose(WidthRace.OfProducts);

    /// <summary>Whether <see cref="Elementwise512"/> goes through numbers.</summary>
    internal static readonly bool InLoops = Choose(WidthRace.OfLoops);

    /// <summary>Whether the wide path fits: a panel, which is two vectors, must be one of 512 bits.</summary>
    internal static bool Fits => 2 * Vector<Real>.Count == Vector512<Real>.Count;

    private static bool Choose(Func<bool> race) => Fits && VectorChoice.Forced switch
    {
        512 => true,
        256 => false,
        _ => Vector512.IsHardwareAccelerated && race(),
    };
}
