namespace NeuralMemory.Numerics;

/// <summary>
/// Neighbouring target columns that are scored alike: each as a bit of its own, or cut into symbols of several columns, over which a
/// softmax distributes the probability.
/// </summary>
/// <param name="Start">The first column.</param>
/// <param name="Width">How many columns there are, at least 1; a multiple of <paramref name="Classes"/>.</param>
/// <param name="Classes">The columns of a symbol, at least 2; 1 where the columns are bits.</param>
public readonly record struct TargetGroup(int Start, int Width, int Classes)
{
    /// <summary>Whether each column is a bit of its own.</summary>
    public bool IsBits => Classes == 1;

    /// <summary>How many bits or symbols a row has in the group.</summary>
    public int Items => Width / Classes;

    /// <summary>The column after the last.</summary>
    public int End => Start + Width;

    /// <summary>Columns that are bits.</summary>
    public static TargetGroup Bits(int start, int width) => new(start, width, 1);
}
