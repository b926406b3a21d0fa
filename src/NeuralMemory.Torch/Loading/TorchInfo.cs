namespace NeuralMemory.Torch;

/// <summary>Which libtorch this process works with.</summary>
public sealed record TorchInfo
{
    /// <summary>The folder of its libraries.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether <see cref="TorchLibrary.Variable"/> named it; otherwise it came with the program.</summary>
    public required bool IsChosen { get; init; }

    /// <summary>
    /// Its version, such as <c>2.10.0</c> or <c>2.11.0+cu130</c>; null where neither a file beside it nor the library says.
    /// </summary>
    public required string? Version { get; init; }

    /// <summary>Whether its libraries for CUDA are there, whatever cards there are.</summary>
    public required bool HasCuda { get; init; }

    /// <summary>
    /// The versions of the C++ library that TorchSharp's library asks for and this system lacks, and without which a copy of it was made to
    /// work; empty where the library was loaded as it is.
    /// </summary>
    public required IReadOnlyList<string> Waived { get; init; }
}
