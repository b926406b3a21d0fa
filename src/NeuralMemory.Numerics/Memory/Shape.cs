namespace NeuralMemory.Numerics;

/// <summary>The dimensions of a contiguous row-major tensor, one to four of them. Unused trailing dimensions are absent, not 1.</summary>
public readonly record struct Shape
{
    private readonly int _d0, _d1, _d2, _d3;

    /// <summary>A tensor of one dimension.</summary>
    public Shape(int d0) => (Rank, _d0, _d1, _d2, _d3) = (1, Positive(d0), 1, 1, 1);

    /// <summary>A tensor of two dimensions.</summary>
    public Shape(int d0, int d1) => (Rank, _d0, _d1, _d2, _d3) = (2, Positive(d0), Positive(d1), 1, 1);

    /// <summary>A tensor of three dimensions.</summary>
    public Shape(int d0, int d1, int d2) => (Rank, _d0, _d1, _d2, _d3) = (3, Positive(d0), Positive(d1), Positive(d2), 1);

    /// <summary>A tensor of four dimensions.</summary>
    public Shape(int d0, int d1, int d2, int d3) =>
        (Rank, _d0, _d1, _d2, _d3) = (4, Positive(d0), Positive(d1), Positive(d2), Positive(d3));

    /// <summary>The number of dimensions, 1 to 4.</summary>
    public int Rank { get; }

    /// <summary>The product of the dimensions, however large it is below 2^63.</summary>
    public long LongCount => (long)_d0 * _d1 * _d2 * _d3;

    /// <summary>The product of the dimensions.</summary>
    /// <exception cref="OverflowException">It is more than 2^31 - 1.</exception>
    public int Count => LongCount <= int.MaxValue ? (int)LongCount : throw TooLarge();

    /// <summary>The product of all dimensions but the first: the elements of one row.</summary>
    public int RowCount => _d1 * _d2 * _d3;

    /// <summary>The last dimension: where a tensor is seen as a matrix, the elements of one of its rows.</summary>
    public int Width => this[Rank - 1];

    /// <summary>The product of all dimensions but the last: the rows of that matrix.</summary>
    public int MatrixRows => Count / Width;

    /// <summary>Dimension <paramref name="axis"/>, counted from 0.</summary>
    public int this[int axis] => axis < Rank
        ? axis switch { 0 => _d0, 1 => _d1, 2 => _d2, _ => _d3 }
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"the shape {this} has no such axis");

    /// <summary>The same with another first dimension.</summary>
    public Shape WithRows(int rows) => Rank switch
    {
        1 => new(rows),
        2 => new(rows, _d1),
        3 => new(rows, _d1, _d2),
        _ => new(rows, _d1, _d2, _d3),
    };

    /// <summary>The dimensions as an array, for file formats.</summary>
    public int[] ToArray() => Rank switch
    {
        1 => [_d0],
        2 => [_d0, _d1],
        3 => [_d0, _d1, _d2],
        _ => [_d0, _d1, _d2, _d3],
    };

    /// <summary>For example <c>[2, 128, 20]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", ToArray())}]";

    private OverflowException TooLarge() => new($"a tensor of the shape {this} has more than {int.MaxValue} numbers");

    private static int Positive(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return dimension;
    }
}
