namespace NeuralMemory.Machines;

/// <summary>The memory matrix of a machine: N slots of a width W.</summary>
public sealed record MemoryConfig
{
    /// <summary>N, the number of slots, at least 1.</summary>
    public int Slots { get; init; } = 128;

    /// <summary>W, the width of a slot, at least 1.</summary>
    public int Width { get; init; } = 20;

    /// <summary>What stands in the memory before the first step.</summary>
    public InitialMemory Initial { get; init; } = InitialMemory.Constant;

    /// <summary>The value of every entry when <see cref="Initial"/> is constant, and the scale of the draws when it is random.</summary>
    public double Value { get; init; } = 1e-6;
}

/// <summary>How the memory begins (Collier and Beel 2018 compare the three).</summary>
public enum InitialMemory
{
    /// <summary>Every entry is the same small number.</summary>
    Constant,

    /// <summary>A parameter, trained with the others; slots beyond those trained repeat the mean slot.</summary>
    Learned,

    /// <summary>Normal draws, fixed by the run's seed and not trained.</summary>
    Random,
}
