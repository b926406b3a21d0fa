namespace NeuralMemory.Machines;

/// <summary>Has something that a step computes be what one says, in place of what the machine makes of it.</summary>
/// <param name="Quantity">
/// What it is called in the trace: one of <see cref="MachineConfig.Signals"/>, such as <c>write/gates</c>, or of
/// <see cref="MachineConfig.Weightings"/>.
/// </param>
/// <param name="Value">The value: in the quantity's range.</param>
public sealed record StepClamp(string Quantity, Real Value)
{
    /// <summary>The head, by its place on the quantity's first axis; null for all.</summary>
    public int? Head { get; init; }

    /// <summary>
    /// Which number of the head, by its place on the second axis; null for all. Where the numbers are shares, the others share what is
    /// left: a share of 1 leaves them nothing.
    /// </summary>
    public int? Place { get; init; }

    /// <summary>The first step in which it holds, from 0.</summary>
    public int First { get; init; }

    /// <summary>The last one.</summary>
    public int Last { get; init; } = int.MaxValue;
}
