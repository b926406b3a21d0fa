namespace NeuralMemory.Machines;

/// <summary>What the inputs of a machine hold: I columns, which are numbers that mean themselves, but for some that hold symbols.</summary>
/// <param name="Width">I, the number of input columns, at least 1.</param>
public sealed record InputLayout(int Width)
{
    /// <summary>The columns that hold symbols, ascending.</summary>
    public IReadOnlyList<SymbolColumn> Symbols { get; init; } = [];

    /// <summary>Columns of numbers that mean themselves.</summary>
    public static implicit operator InputLayout(int width) => FromInt32(width);

    /// <inheritdoc cref="op_Implicit"/>
    public static InputLayout FromInt32(int width) => new(width);
}

/// <summary>An input column that holds a symbol by its number: from 0 to below N, or -1 where nothing is shown.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Count">N, how many symbols there are.</param>
/// <param name="Name">What it is called, such as <c>token</c>; unique among the columns of a machine.</param>
public sealed record SymbolColumn(int Column, int Count, string Name);
