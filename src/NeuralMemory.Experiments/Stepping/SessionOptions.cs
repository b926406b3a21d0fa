namespace NeuralMemory.Experiments;

/// <summary>How a trained machine is begun, to be stepped by hand.</summary>
public sealed record SessionOptions
{
    /// <summary>B, how many sequences run side by side, at least 1; each has a memory of its own.</summary>
    public int Sequences
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Sequences));
            field = value;
        }
    } = 1;

    /// <summary>N, the slots of the memory, at least 1; null for as many as the machine was trained with.</summary>
    public int? Slots
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Slots));
            field = value;
        }
    }

    /// <summary>
    /// The inputs of all steps, each [B, I] row-major, for a machine that reads ahead, such as a bidirectional one: its answer depends on
    /// what is still to come. Each step is then given its input as usual. Other machines do not look at it.
    /// </summary>
    public IReadOnlyList<float[]>? Ahead { get; init; }
}
