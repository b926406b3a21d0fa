namespace NeuralMemory.Machines;

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
