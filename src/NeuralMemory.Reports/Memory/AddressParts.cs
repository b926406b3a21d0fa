using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>One address taken apart: from content to the weighting that the head uses.</summary>
/// <param name="Head">The head.</param>
/// <param name="Stages">The stages, in the order of the machine's equations; the last one is the weighting.</param>
public sealed record AddressParts(TracedHead Head, IReadOnlyList<AddressStage> Stages)
{
    /// <summary>Takes an address apart.</summary>
    /// <param name="trace">The trace, of which the step's window has the step.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    /// <param name="head">The head.</param>
    /// <param name="before">[N] its weighting of the step before; empty where that is not known.</param>
    public static AddressParts Of(EpisodeTrace trace, int step, TracedHead head, ReadOnlySpan<float> before)
    {
        ArgumentNullException.ThrowIfNull(head);
        _ = before;
        return new(head, [new("weighting", [.. head.WeightsAt(trace, step)], "")]);
    }
}

/// <summary>A stage of an address.</summary>
/// <param name="Title">What it is called, such as <c>after the shift</c>.</param>
/// <param name="Weights">[N] over slots.</param>
/// <param name="Signal">What made it so in words, such as <c>gate 0.93</c>; empty for nothing.</param>
public sealed record AddressStage(string Title, IReadOnlyList<float> Weights, string Signal);
