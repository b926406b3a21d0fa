namespace NeuralMemory.Tasks;

/// <summary>A group of columns with a name.</summary>
/// <param name="Name">Its name in the task file.</param>
/// <param name="Start">Its first column.</param>
/// <param name="Width">How many columns it has, at least 1.</param>
public sealed record Channel(string Name, int Start, int Width)
{
    /// <summary>What a column of symbols holds where nothing is shown or wanted.</summary>
    public const int Blank = -1;

    /// <summary>
    /// How many symbols there are, where the channel is one column that holds a symbol's number, from 0, or <see cref="Blank"/>; null where
    /// its columns hold numbers that mean themselves.
    /// </summary>
    public int? Symbols { get; init; }
}
