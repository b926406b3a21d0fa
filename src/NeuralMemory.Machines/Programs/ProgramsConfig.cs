namespace NeuralMemory.Machines;

/// <summary>The stored programs of a machine: each is what makes an interface vector of what the controller puts out.</summary>
public sealed record ProgramsConfig
{
    /// <summary>P, how many programs there are, at least 1.</summary>
    public int Count { get; init; } = 2;

    /// <summary>D, the numbers of a program's key, at least 1. The published code has 2.</summary>
    public int Key { get; init; } = 2;
}
