using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>How some arrays of a machine become arrays of a module of PyTorch, and back to the same bits.</summary>
/// <param name="Ours">What they are called here.</param>
/// <param name="Theirs">What they are called there, as in a <c>state_dict</c>.</param>
internal abstract record TorchRule(IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs)
{
    /// <summary>The arrays as the module has them.</summary>
    /// <param name="ours">Those of <see cref="Ours"/>, in that order.</param>
    public abstract IReadOnlyList<NamedArray> ToTorch(IReadOnlyList<NamedArray> ours);

    /// <summary>The arrays as the machine has them.</summary>
    /// <param name="theirs">Those of <see cref="Theirs"/>, in that order, in the shapes that <see cref="ToTorch"/> gives.</param>
    /// <param name="like">Arrays of the machine in their shapes, those of <see cref="Ours"/>; their numbers mean nothing.</param>
    public abstract IReadOnlyList<NamedArray> FromTorch(IReadOnlyList<NamedArray> theirs, IReadOnlyList<NamedArray> like);
}

/// <summary>An array with another name.</summary>
internal sealed record RenamedArray(string Name, string TorchName) : TorchRule([Name], [TorchName])
{
    /// <summary>The array's shape there, of the same numbers in the same order; null for the same.</summary>
    public Func<IReadOnlyList<int>, IReadOnlyList<int>>? Reshape { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> ToTorch(IReadOnlyList<NamedArray> ours) =>
        [new(TorchName, Reshape?.Invoke(ours[0].Shape) ?? ours[0].Shape, ours[0].Data)];

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> FromTorch(IReadOnlyList<NamedArray> theirs, IReadOnlyList<NamedArray> like) =>
        [new(Name, like[0].Shape, theirs[0].Data)];
}

/// <summary>A matrix whose rows are columns there.</summary>
internal sealed record TransposedMatrix(string Name, string TorchName) : TorchRule([Name], [TorchName])
{
    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> ToTorch(IReadOnlyList<NamedArray> ours) => [Transposed(ours[0], TorchName)];

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> FromTorch(IReadOnlyList<NamedArray> theirs, IReadOnlyList<NamedArray> like) =>
        [Transposed(theirs[0], Name)];

    private static NamedArray Transposed(NamedArray matrix, string name)
    {
        (int rows, int columns) = (matrix.Shape[0], matrix.Shape[1]);
        ReadOnlySpan<float> from = matrix.Data.Span;
        float[] to = new float[from.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                to[j * rows + i] = from[i * columns + j];
        return new(name, [columns, rows], to);
    }
}

/// <summary>A matrix whose last columns are a matrix of their own there.</summary>
/// <param name="Name">The matrix here.</param>
/// <param name="Left">Its first columns, there.</param>
/// <param name="Right">Its last columns, there.</param>
/// <param name="RightColumns">How many these are.</param>
internal sealed record SplitColumns(string Name, string Left, string Right, int RightColumns) : TorchRule([Name], [Left, Right])
{
    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> ToTorch(IReadOnlyList<NamedArray> ours)
    {
        (int rows, int columns) = (ours[0].Shape[0], ours[0].Shape[1]);
        int first = columns - RightColumns;
        float[] left = new float[rows * first], right = new float[rows * RightColumns];
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> row = ours[0].Data.Span.Slice(i * columns, columns);
            row[..first].CopyTo(left.AsSpan(i * first));
            row[first..].CopyTo(right.AsSpan(i * RightColumns));
        }

        return [new(Left, [rows, first], left), new(Right, [rows, RightColumns], right)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> FromTorch(IReadOnlyList<NamedArray> theirs, IReadOnlyList<NamedArray> like)
    {
        (int rows, int columns) = (like[0].Shape[0], like[0].Shape[1]);
        int first = columns - RightColumns;
        float[] whole = new float[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            theirs[0].Data.Span.Slice(i * first, first).CopyTo(whole.AsSpan(i * columns));
            theirs[1].Data.Span.Slice(i * RightColumns, RightColumns).CopyTo(whole.AsSpan(i * columns + first));
        }

        return [new(Name, like[0].Shape, whole)];
    }
}

/// <summary>Arrays that are one there, row after row.</summary>
internal sealed record JoinedRows(IReadOnlyList<string> Names, string TorchName) : TorchRule(Names, [TorchName])
{
    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> ToTorch(IReadOnlyList<NamedArray> ours)
    {
        int[] shape = [ours.Sum(array => array.Shape[0]), .. ours[0].Shape.Skip(1)];
        return [new(TorchName, shape, ours.SelectMany(array => array.Data.ToArray()).ToArray())];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> FromTorch(IReadOnlyList<NamedArray> theirs, IReadOnlyList<NamedArray> like)
    {
        ReadOnlyMemory<float> rest = theirs[0].Data;
        List<NamedArray> arrays = [];
        foreach (NamedArray array in like)
        {
            arrays.Add(new(array.Name, array.Shape, rest[..array.Data.Length]));
            rest = rest[array.Data.Length..];
        }

        return arrays;
    }
}

/// <summary>A bias of an LSTM's gates, of which PyTorch has two that are added. The second is zeros, until it is trained there.</summary>
internal sealed record SplitBias(string Name, string OfInput, string OfHidden) : TorchRule([Name], [OfInput, OfHidden])
{
    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> ToTorch(IReadOnlyList<NamedArray> ours) =>
        [new(OfInput, ours[0].Shape, ours[0].Data), new(OfHidden, ours[0].Shape, new float[ours[0].Data.Length])];

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> FromTorch(IReadOnlyList<NamedArray> theirs, IReadOnlyList<NamedArray> like)
    {
        float[] sum = theirs[0].Data.ToArray();
        ReadOnlySpan<float> more = theirs[1].Data.Span;
        for (int i = 0; i < sum.Length; i++)
            // Adding zero to a negative zero would change its bits.
            if (more[i] != 0)
                sum[i] += more[i];
        return [new(Name, like[0].Shape, sum)];
    }
}
