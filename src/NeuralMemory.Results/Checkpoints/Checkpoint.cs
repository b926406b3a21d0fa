namespace NeuralMemory.Results;

/// <summary>What a checkpoint holds.</summary>
/// <param name="Step">Training steps finished.</param>
/// <param name="Weights">The parameters of the machine.</param>
/// <param name="Optimizer">The numbers of the optimizer.</param>
/// <param name="State">Everything else that training continues from, as the JSON that was saved.</param>
public sealed record Checkpoint(long Step, IReadOnlyList<NamedArray> Weights, IReadOnlyList<NamedArray> Optimizer, string State)
{
    /// <summary>The SHA-256 of the file of weights, in lower-case hexadecimal digits; null where it was not read from a file.</summary>
    public string? WeightsHash { get; init; }
}
