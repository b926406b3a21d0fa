using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>What a machine did in one episode, to be looked into: what it said step by step, and where it looked.</summary>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Maps">The weights by which its heads looked, the most telling ones first; empty for a machine without any.</param>
/// <param name="IsFree">Whether its own answer came back to it, rather than that a right one was shown.</param>
public sealed record Inspection(IReadOnlyList<InspectedStep> Steps, IReadOnlyList<WeightRecording> Maps, bool IsFree)
{
    /// <summary>Those of the maps that have a row for each step. Others have rows for what was read first, or for latents.</summary>
    public IReadOnlyList<WeightRecording> MapsOfSteps { get; init; } = [];

    /// <summary>What was read before the first step, where a machine reads a source; else empty.</summary>
    public IReadOnlyList<string> Source { get; init; } = [];

    /// <summary>
    /// How many answers were kept side by side to find its own, 1 for the most probable symbol at once; null where a right one was shown.
    /// </summary>
    public int? Beam { get; init; }

    /// <summary>The steps in which something was said.</summary>
    public IEnumerable<InspectedStep> Said => Steps.Where(step => step.Said is not null);
}

/// <summary>A step of an episode.</summary>
/// <param name="Shown">What was shown, such as a word; the step's number where that has no name.</param>
/// <param name="Wanted">What was to be said; null where nothing was, or nobody knows.</param>
/// <param name="Said">What was said; null where nothing was asked.</param>
/// <param name="Probability">How sure the machine was of it, in [0, 1].</param>
public sealed record InspectedStep(string Shown, string? Wanted, string? Said, double Probability);
