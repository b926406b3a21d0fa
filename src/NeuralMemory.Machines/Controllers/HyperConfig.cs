namespace NeuralMemory.Machines;

/// <summary>The small LSTM that changes the weights of a hyper-LSTM from step to step.</summary>
public sealed record HyperConfig
{
    /// <summary>Z, its units, at least 1.</summary>
    public int Units { get; init; } = 32;

    /// <summary>How many numbers it tells each gate, at least 1.</summary>
    public int Embedding { get; init; } = 4;
}
