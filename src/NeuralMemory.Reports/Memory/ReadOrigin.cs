namespace NeuralMemory.Reports;

/// <summary>A slot or a place that a head looked at.</summary>
/// <param name="Head">The head's name.</param>
/// <param name="Place">The slot, or the place that an attention looked at.</param>
/// <param name="Weight">How much of its weight lay there.</param>
/// <param name="Writer">The step that had written it; null for none, and for places that are steps themselves.</param>
public sealed record ReadOrigin(string Head, int Place, float Weight, int? Writer)
{
    /// <summary>What the place is.</summary>
    public ReadPlace Kind { get; init; }

    /// <summary>What the place is called, such as <c>slot 17</c> or a word of the source.</summary>
    public string Name { get; init; } = "";

    /// <summary>How much of that write was left, from 0 to 1.</summary>
    public float Left { get; init; } = 1;

    /// <summary>What was shown at <see cref="At"/>; null where there is no such step.</summary>
    public ShownStep? Shown { get; init; }

    /// <summary>The step that it came from: the one that wrote the slot, or that was looked at; null for neither.</summary>
    public int? At => Kind == ReadPlace.Step ? Place : Writer;
}

/// <summary>What a place is that a head looks at.</summary>
public enum ReadPlace
{
    /// <summary>A slot of a memory.</summary>
    Slot,

    /// <summary>A step of the episode.</summary>
    Step,

    /// <summary>A place of the source, which was read before the first step.</summary>
    Source,

    /// <summary>A latent vector, which has no place of its own in the episode.</summary>
    Latent,
}
