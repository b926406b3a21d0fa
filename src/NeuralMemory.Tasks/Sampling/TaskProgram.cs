namespace NeuralMemory.Tasks;

/// <summary>A named value that is computed once in an episode, before its phases.</summary>
/// <param name="Slot">Where it is stored.</param>
/// <param name="Value">What computes it.</param>
internal sealed record Assignment(int Slot, TaskValue Value)
{
    /// <summary>Computes and stores it.</summary>
    public void Run(EpisodeState state)
    {
        if (Value is NumberValue number)
            state.Numbers[Slot] = number.Evaluate(state);
        else
            state.Sequences[Slot] = ((SequenceValue)Value).Evaluate(state);
    }
}

/// <summary>A target channel that a phase names.</summary>
/// <param name="Phase">The phase, an index of the task's phases.</param>
/// <param name="Channel">The columns.</param>
/// <param name="Mark">Where the phase names it.</param>
internal sealed record RecalledChannel(int Phase, Channel Channel, SourceMark Mark);

/// <summary>A task with its expressions bound. It owns buffers: one program serves one sampler.</summary>
internal sealed record TaskProgram(
    ChannelLayout Inputs,
    ChannelLayout Targets,
    IReadOnlyList<string> Phases,
    int[] ParameterSlots,
    Assignment[] Assignments,
    EpisodeStep[] Steps,
    ValueRange Length,
    IReadOnlyList<Diagnostic> SilentChannels,
    IReadOnlyList<RecalledChannel> Recalled,
    int Numbers,
    int Sequences)
{
    /// <summary>How the target channels are scored, in their order.</summary>
    public required IReadOnlyList<ChannelLoss> Losses { get; init; }

    /// <summary>What evaluations report.</summary>
    public required IReadOnlyList<TaskMetric> Metrics { get; init; }

    /// <summary>Whether a phase says what an optimal predictor expects.</summary>
    public required bool HasReference { get; init; }
}
