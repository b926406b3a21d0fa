namespace NeuralMemory.Results;

/// <summary>An array of float32 numbers with a name and a shape, row-major: one tensor of a file.</summary>
public sealed record NamedArray
{
    /// <param name="name">Unique within a file, for example <c>controller/lstm0/weight</c>.</param>
    /// <param name="shape">The lengths of the axes; empty for a single number.</param>
    /// <param name="data">As many numbers as the shape has.</param>
    /// <exception cref="ArgumentException">The name is empty or reserved, a length is negative, or data and shape disagree.</exception>
    public NamedArray(string name, IReadOnlyList<int> shape, ReadOnlyMemory<float> data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (name == SafetensorsFormat.MetadataKey)
            throw new ArgumentException($"the name '{name}' is reserved by the format", nameof(name));
        if (shape.Any(length => length < 0))
            throw new ArgumentException($"'{name}': the shape [{string.Join(", ", shape)}] has a negative length", nameof(shape));
        if (shape.Aggregate((UInt128)1, (product, length) => Saturate(product * (uint)length)) != (uint)data.Length)
            throw new ArgumentException(
                $"'{name}': the shape [{string.Join(", ", shape)}] does not hold {data.Length} numbers", nameof(shape));
        (Name, Shape, Data) = (name, shape, data);
    }

    /// <summary>Unique within a file.</summary>
    public string Name { get; }

    /// <summary>The lengths of the axes; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The numbers, the last axis fastest.</summary>
    public ReadOnlyMemory<float> Data { get; }

    // Far beyond any array, and far from overflow at the next factor; a later zero still makes the product zero.
    private static UInt128 Saturate(UInt128 product) => UInt128.Min(product, UInt128.One << 64);
}
