using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Keeps what a trainer says.</summary>
internal interface ITrainingRecorder
{
    /// <summary>
    /// A reporting interval is over. The wall-clock quantities of <paramref name="progress"/> are for the recorder to fill in.
    /// </summary>
    void Report(TrainingState state, in TrainingProgress progress);

    /// <summary>The next step is the first one of a level of the curriculum.</summary>
    void Advanced(TrainingState state, CurriculumLevel level);

    /// <summary>A batch has been the first of which not all time-steps were kept.</summary>
    /// <param name="every">Before every how many-th time-step a state was.</param>
    void Recomputed(int every);

    /// <summary>An evaluation during training is done.</summary>
    void Evaluated(EvaluationResult result);

    /// <summary>A checkpoint is due.</summary>
    void Checkpoint(Trainer trainer);
}

/// <summary>Why a trainer stopped.</summary>
/// <param name="State">Done, interrupted or diverged.</param>
/// <param name="Reason">In a sentence.</param>
internal sealed record TrainingEnd(RunState State, string Reason)
{
    /// <summary>What was not finite; null unless diverged.</summary>
    public Divergence? Divergence { get; init; }
}
