using System.Globalization;

namespace NeuralMemory.Onnx;

/// <summary>A dimension of an input or output of a model: a number, or a name where whoever runs the model decides.</summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long? size, string? name) => (Size, Name) = (size, name);

    /// <summary>The number; null where it is open.</summary>
    public long? Size { get; }

    /// <summary>The name, such as <c>batch</c>; null where it is a number.</summary>
    public string? Name { get; }

    /// <summary>A dimension that is always the same.</summary>
    public static OnnxDimension Of(long size) => new(size, null);

    /// <summary>A dimension that is open, the same wherever it has this name.</summary>
    public static OnnxDimension Open(string name) => new(null, name);

    /// <summary>The number, or the name.</summary>
    public override string ToString() => Name ?? Size?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <summary>An input or an output of a model; all are of single precision.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions.</param>
public sealed record OnnxPort(string Name, IReadOnlyList<OnnxDimension> Dimensions)
{
    /// <summary>Whether it may be left out: the model then takes what a machine begins with.</summary>
    public bool IsOptional { get; init; }

    /// <summary>For example <c>memory [batch, 20, 128]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Dimensions)}]";
}
