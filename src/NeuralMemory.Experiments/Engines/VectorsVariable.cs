using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>The environment variable that chooses the width of vectors.</summary>
public static class VectorsVariable
{
    /// <summary><c>256</c> or <c>512</c>; else the faster one is taken.</summary>
    public const string Name = "NEURALMEMORY_VECTORS";

    /// <summary>Makes the choice, if there is one; before anything is computed.</summary>
    /// <exception cref="FormatException">The variable says another width.</exception>
    public static void Apply() => VectorChoice.Forced = Environment.GetEnvironmentVariable(Name) switch
    {
        null or "" => null,
        "256" => 256,
        "512" => 512,
        string other => throw new FormatException($"{Name} is '{other}'; it takes 256 or 512, the bits of a vector"),
    };
}
