namespace NeuralMemory.Numerics;

/// <summary>
/// Neighbouring logits that are scored alike: each as a bit of its own, each as a number that it is itself, or cut into symbols of several
/// columns, over which a softmax distributes the probability. What is wanted stands in columns of targets that are like those of
/// the logits, or, where symbols are wanted by their numbers, in one column for each symbol.
/// </summary>
/// <param name="Start">The first column of the logits.</param>
/// <param name="Width">How many columns of logits there are, at least 1; a multiple of <paramref name="Classes"/>.</param>
/// <param name="Classes">The columns of a symbol, at least 2; 1 where the columns are bits or numbers.</param>
public readonly record struct TargetGroup(int Start, int Width, int Classes)
{
    /// <summary>The first column of the targets; where no symbol is wanted by its number, that of the logits.</summary>
    public int TargetStart { get; init; } = Start;

    /// <summary>
    /// Whether a symbol's target is its number, from 0 to <see cref="Classes"/> - 1, in one column; else it is a distribution over as many
    /// columns as there are classes.
    /// </summary>
    public bool IsNumber { get; init; }

    /// <summary>
    /// Whether each column is a number of its own, which the logit answers as it is: what it costs is the square of how far it is off.
    /// </summary>
    public bool IsSquared { get; init; }

    /// <summary>Whether each column is a bit of its own.</summary>
    public bool IsBits => Classes == 1 && !IsSquared;

    /// <summary>How many bits, numbers or symbols a row has in the group.</summary>
    public int Items => Width / Classes;

    /// <summary>The column of the logits after the last.</summary>
    public int End => Start + Width;

    /// <summary>How many columns of targets there are.</summary>
    public int TargetWidth => IsNumber ? Items : Width;

    /// <summary>How many columns of targets a bit, number or symbol has.</summary>
    public int TargetsOfItem => IsNumber ? 1 : Classes;

    /// <summary>The column of the targets after the last.</summary>
    public int TargetEnd => TargetStart + TargetWidth;

    /// <summary>Columns that are bits.</summary>
    public static TargetGroup Bits(int start, int width) => new(start, width, 1);

    /// <summary>Columns that are numbers, whose squared errors count.</summary>
    public static TargetGroup Squared(int start, int width) => new(start, width, 1) { IsSquared = true };
}
