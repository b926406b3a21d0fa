namespace NeuralMemory.Machines;

/// <summary>A memory of which steps touch few slots, all zeros before the first step.</summary>
public sealed record SparseMemoryConfig
{
    /// <summary>N, the number of slots, at least 1. What a step costs does not depend on it.</summary>
    public int Slots { get; init; } = 1024;

    /// <summary>W, the width of a slot, at least 1.</summary>
    public int Width { get; init; } = 32;

    /// <summary>K, how many slots a head reads, at least 1; all where there are fewer. The paper has 4, and finds 8 no better.</summary>
    public int Top { get; init; } = 4;

    /// <summary>d, the weight above which a slot counts as used, in [0, 1).</summary>
    public double Threshold { get; init; } = 0.005;

    /// <summary>
    /// Up to so many slots that were touched a key is compared with all of them, at least 64; beyond, an index finds those that look most
    /// like it, nearly all of them.
    /// </summary>
    public int Exhaustive { get; init; } = 1 << 14;

    /// <summary>K of a memory that has as many slots.</summary>
    internal int TopOf => Math.Min(Top, Slots);
}
