namespace NeuralMemory.Experiments;

/// <summary>What is changed in an episode before it is run again.</summary>
public abstract record Poke
{
    /// <summary>The first step that may come out differently.</summary>
    public abstract int From { get; }
}

/// <summary>A number of an input is another.</summary>
/// <param name="Step">The step.</param>
/// <param name="Column">The column of the input.</param>
/// <param name="Value">The number.</param>
public sealed record InputPoke(int Step, int Column, float Value) : Poke
{
    /// <inheritdoc/>
    public override int From => Step;
}

/// <summary>A number of the memory is another before a step.</summary>
/// <param name="Step">The step that finds it so.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Column">The number of the slot.</param>
/// <param name="Value">The number.</param>
public sealed record MemoryPoke(int Step, int Slot, int Column, float Value) : Poke
{
    /// <inheritdoc/>
    public override int From => Step;
}

/// <summary>What a head is told, such as a gate, has a value of its own in some steps.</summary>
/// <param name="Quantity">What it is called in the trace, such as <c>write/gates</c>.</param>
/// <param name="Head">The head on the quantity's first axis; null for all.</param>
/// <param name="Value">The value.</param>
/// <param name="First">The first step.</param>
/// <param name="Last">The last one; null for the episode's.</param>
public sealed record ClampPoke(string Quantity, int? Head, float Value, int First = 0, int? Last = null) : Poke
{
    /// <inheritdoc/>
    public override int From => First;
}

/// <summary>A head looks at one slot alone in some steps.</summary>
/// <param name="Quantity">The quantity with its weighting, such as <c>heads/weights</c>.</param>
/// <param name="Head">Its place on the quantity's first axis.</param>
/// <param name="Slot">The slot.</param>
/// <param name="First">The first step.</param>
/// <param name="Last">The last one.</param>
public sealed record HeadPoke(string Quantity, int Head, int Slot, int First, int Last) : Poke
{
    /// <inheritdoc/>
    public override int From => First;
}
