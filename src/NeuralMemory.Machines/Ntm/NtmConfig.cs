using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A Neural Turing Machine (Graves, Wayne and Danihelka 2014).</summary>
public sealed record NtmConfig : MachineConfig
{
    /// <inheritdoc/>
    public override string Kind => "ntm";

    /// <summary>The network that drives the heads.</summary>
    public ControllerConfig Controller { get; init; } = new();

    /// <summary>The memory matrix.</summary>
    public MemoryConfig Memory { get; init; } = new();

    /// <summary>The heads.</summary>
    public HeadsConfig Heads { get; init; } = new();

    /// <inheritdoc/>
    public override IMachine Build(int inputWidth, int outputWidth, StreamKey initialization) =>
        throw new InvalidOperationException();
}

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

/// <summary>The heads of a machine.</summary>
public sealed record HeadsConfig
{
    /// <summary>R, the number of read heads, at least 1.</summary>
    public int Read { get; init; } = 1;

    /// <summary>The number of write heads, at least 1.</summary>
    public int Write { get; init; } = 1;

    /// <summary>S, the shift radius: a head moves by -S to S slots a step. At least 0.</summary>
    public int Shift { get; init; } = 1;

    /// <summary>Whether a step reads the memory before or after it writes.</summary>
    public StepOrder Order { get; init; } = StepOrder.ReadFirst;
}

/// <summary>The order of reading and writing within a step.</summary>
public enum StepOrder
{
    /// <summary>Reads see the memory that the step before left.</summary>
    ReadFirst,

    /// <summary>Reads see what this step wrote.</summary>
    WriteFirst,
}
