namespace NeuralMemory.Machines;

/// <summary>The stored programs of a machine: each is what makes an interface vector of what the controller puts out.</summary>
public sealed record ProgramsConfig
{
    /// <summary>P, how many programs there are, at least 1.</summary>
    public int Count { get; init; } = 2;

    /// <summary>D, the numbers of a program's key, at least 1. The published code has 2.</summary>
    public int Key { get; init; } = 2;

    /// <summary>
    /// What the mean cosine of the keys of each head is multiplied by where it is added to the loss of training, so that keys stay apart;
    /// at least 0, and 0 for nothing. The published code has 0.1.
    /// </summary>
    public double Apart { get; init; }

    /// <summary>
    /// What <see cref="Apart"/> is multiplied by at every step of training, the first one included, in (0, 1]. The published code has 0.9,
    /// so that after a hundred steps nothing is left of it.
    /// </summary>
    public double ApartDecay { get; init; } = 1;
}
