using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Is told how a run goes, on the thread that trains: be quick. Every member does nothing unless it is implemented.</summary>
public interface ITrainingObserver
{
    /// <summary>
    /// What the run's status is to say besides, as that the output failed; null for nothing. Asked when the status is written.
    /// </summary>
    string? Note => null;

    /// <summary>Training begins, or goes on from a checkpoint.</summary>
    void Started(RunStarted run)
    {
    }

    /// <summary>Something is not as the user may think, such as other vectors than before. Comes before all else.</summary>
    /// <param name="warning">What, in a sentence without a full stop.</param>
    void Warned(string warning)
    {
    }

    /// <summary>Called after every reporting interval (<c>training.report</c> steps).</summary>
    void Progressed(in TrainingProgress progress)
    {
    }

    /// <summary>The curriculum has come to its next level, from which the steps after this one are drawn.</summary>
    void Advanced(CurriculumAdvance advance)
    {
    }

    /// <summary>
    /// A batch has been the first of which not all time-steps were kept: those between two states were computed again
    /// (<c>training.recompute</c>).
    /// </summary>
    /// <param name="every">Before every how many-th time-step a state was kept; other batches may have another distance.</param>
    void Recomputed(int every)
    {
    }

    /// <summary>An evaluation is done: one during training, the final one, or a point of the grid.</summary>
    void Evaluated(EvaluationResult result)
    {
    }

    /// <summary>A checkpoint is safe on disk.</summary>
    void CheckpointSaved(long step)
    {
    }

    /// <summary>The run has ended; its directory is complete.</summary>
    void Finished(RunOutcome outcome)
    {
    }
}

/// <summary>What a run begins with.</summary>
/// <param name="Directory">Where its files are.</param>
/// <param name="Experiment">What is run.</param>
/// <param name="Engine">What computes, as the engine calls itself.</param>
/// <param name="Step">Steps made already; 0 for a new run.</param>
/// <param name="TotalSteps">After how many steps it ends at the latest.</param>
/// <param name="MovedAside">Where the run that was in the directory before was moved; null if there was none.</param>
public sealed record RunStarted(string Directory, Experiment Experiment, string Engine, long Step, long TotalSteps, string? MovedAside)
{
    /// <summary>Whether the run began before, and ended before its first checkpoint, so that nothing of it is left to go on from.</summary>
    public bool BeginsAnew { get; init; }

    /// <summary>Whose weights it begins with; null for its own, and where it goes on.</summary>
    public RunOrigin? Origin { get; init; }
}

/// <summary>How training went over the last reporting interval, on average.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="TotalSteps">After how many steps training ends at the latest.</param>
/// <param name="Sequences">Sequences seen.</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="BitsPerSequence">The cross-entropy of a sequence, in bits; null where every target is a number.</param>
/// <param name="BitErrorsPerSequence">Wrong target bits of a sequence; null where no target is a bit.</param>
/// <param name="SymbolErrorsPerSequence">Wrong symbols of a sequence; null where no target is a symbol.</param>
/// <param name="GradientNorm">The gradient's norm before clipping.</param>
/// <param name="Rate">The learning rate of the last step.</param>
/// <param name="SequencesPerSecond">Wall-clock speed of the interval; evaluations and checkpoints count.</param>
/// <param name="Elapsed">Wall-clock time spent on training, over all resumes.</param>
public readonly record struct TrainingProgress(
    long Step, long TotalSteps, long Sequences, double Loss, double? BitsPerSequence, double? BitErrorsPerSequence,
    double? SymbolErrorsPerSequence, double GradientNorm, double Rate, double SequencesPerSecond, TimeSpan Elapsed)
{
    /// <summary>The level of the curriculum in the last step; null without one.</summary>
    public CurriculumLevel? Level { get; init; }

    /// <summary>Wrong numbers of a sequence; null where no target is a number.</summary>
    public double? NumberErrorsPerSequence { get; init; }

    /// <summary>Wrong bits, numbers and symbols of a sequence.</summary>
    public double ErrorsPerSequence => (BitErrorsPerSequence ?? 0) + (NumberErrorsPerSequence ?? 0) + (SymbolErrorsPerSequence ?? 0);
}

/// <summary>A curriculum has come to its next level.</summary>
/// <param name="Step">Steps made: all of those at lower levels.</param>
/// <param name="Sequences">Sequences seen.</param>
/// <param name="Level">The level.</param>
public sealed record CurriculumAdvance(long Step, long Sequences, CurriculumLevel Level);

/// <summary>How a run ended.</summary>
/// <param name="Directory">Where its files are.</param>
/// <param name="State">Done, interrupted or diverged.</param>
/// <param name="Reason">Why it ended, in a sentence.</param>
/// <param name="Step">Steps made.</param>
/// <param name="Sequences">Sequences seen.</param>
/// <param name="Elapsed">Wall-clock time spent on training, over all resumes.</param>
/// <param name="Evaluations">The final evaluation and then the grid; empty unless done.</param>
public sealed record RunOutcome(
    string Directory, RunState State, string Reason, long Step, long Sequences, TimeSpan Elapsed,
    IReadOnlyList<EvaluationResult> Evaluations);
