using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A target channel that a phase names.</summary>
/// <param name="Phase">The phase, an index of the task's phases.</param>
/// <param name="Channel">The columns.</param>
/// <param name="Mark">Where the phase names it.</param>
internal sealed record RecalledChannel(int Phase, Channel Channel, SourceMark Mark);

/// <summary>
/// A task with its expressions bound. It owns buffers: one program serves one sampler. What is computed before the phases stands in
/// <c>Draws</c> by <see cref="DrawScope"/>; a <c>Contradiction</c> is a condition that never holds.
/// </summary>
internal sealed record TaskProgram(
    ChannelLayout Inputs,
    ChannelLayout Targets,
    IReadOnlyList<string> Phases,
    int[] ParameterSlots,
    IReadOnlyList<DrawStep[]> Draws,
    EpisodeStep[] Steps,
    ValueRange Length,
    IReadOnlyList<Diagnostic> SilentChannels,
    IReadOnlyList<RecalledChannel> Recalled,
    Condition? Contradiction,
    int Numbers,
    int Sequences)
{
    /// <summary>How the target channels are scored, in their order.</summary>
    public required IReadOnlyList<ChannelLoss> Losses { get; init; }

    /// <summary>What evaluations report.</summary>
    public required IReadOnlyList<TaskMetric> Metrics { get; init; }

    /// <summary>Whether a phase says what an optimal predictor expects.</summary>
    public required bool HasReference { get; init; }

    /// <summary>The answer that comes back, or null.</summary>
    public required TaskFeedback? Feedback { get; init; }

    /// <summary>Whether training differs from evaluations in more than the lines of a corpus.</summary>
    public required bool TrainsOtherwise { get; init; }

    /// <summary>Whether a phase shows what an answer is read from.</summary>
    public required bool HasSource { get; init; }
}
