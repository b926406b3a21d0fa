namespace NeuralMemory.Tasks.Tests;

/// <summary>Values for some columns of a row.</summary>
internal sealed record Cells(params (int Column, Real Value)[] Items)
{
    /// <summary>No values.</summary>
    public static Cells None { get; } = new();

    /// <summary>Values side by side, from a column on.</summary>
    public static Cells At(int column, params Real[] values) => new([.. values.Select((value, i) => (column + i, value))]);

    /// <summary>A 1 in a column.</summary>
    public static Cells One(int column) => At(column, 1);

    public static Cells operator +(Cells first, Cells second) => new([.. first.Items, .. second.Items]);

    /// <summary>The whole row; what has no value is blank.</summary>
    public Real[] Row(int width, Real blank = 0)
    {
        var row = new Real[width];
        row.AsSpan().Fill(blank);
        foreach ((int column, Real value) in Items)
            row[column] = value;
        return row;
    }
}
