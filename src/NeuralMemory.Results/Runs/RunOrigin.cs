namespace NeuralMemory.Results;

/// <summary>
/// The content of <c>origin.json</c>: the weights that a run began with, where they are another run's, or were imported from a file.
/// </summary>
public sealed record RunOrigin
{
    /// <summary>The other run's folder, or the file, in full, as it was then.</summary>
    public required string Run { get; init; }

    /// <summary>The name that its config has; of a file the file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Its task.</summary>
    public required string Task { get; init; }

    /// <summary>Training steps of the weights.</summary>
    public required long Step { get; init; }

    /// <summary>Training sequences that they have seen.</summary>
    public required long Sequences { get; init; }

    /// <summary>The SHA-256 of the file of weights, in lower-case hexadecimal digits.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>What the arrays of a file were called like, such as <c>pytorch</c>; null where the weights are a run's.</summary>
    public string? Layout { get; init; }

    /// <summary>Whether the state of the optimizer was taken, too.</summary>
    public bool WithOptimizer { get; init; }

    /// <summary>What is not as it was there, each in a sentence, such as tensors that depend on the number of slots.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        // A document without the field gives null.
        init => field = value ?? [];
    } = [];
}
