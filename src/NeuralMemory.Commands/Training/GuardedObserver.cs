using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>
/// Passes news on while somebody reads them. When the reader has gone, it asks training to stop, with a checkpoint, and says nothing else.
/// </summary>
/// <param name="inner">Speaks.</param>
/// <param name="interruption">Receives the request.</param>
internal sealed class GuardedObserver(ITrainingObserver inner, Interruption interruption) : ITrainingObserver
{
    private readonly ReaderGuard _guard = new(interruption);

    /// <summary>What is run; null before it has begun.</summary>
    public Experiment? Experiment { get; private set; }

    public void Started(RunStarted run)
    {
        Experiment = run.Experiment;
        Tell(() => inner.Started(run));
    }

    public void Warned(string warning) => Tell(() => inner.Warned(warning));

    public void Progressed(in TrainingProgress progress)
    {
        TrainingProgress copy = progress;
        Tell(() => inner.Progressed(copy));
    }

    public void Advanced(CurriculumAdvance advance) => Tell(() => inner.Advanced(advance));

    public void Evaluated(EvaluationResult result) => Tell(() => inner.Evaluated(result));

    public void CheckpointSaved(long step) => Tell(() => inner.CheckpointSaved(step));

    public void Finished(RunOutcome outcome) => Tell(() => inner.Finished(outcome));

    /// <summary>Says something, if anybody listens.</summary>
    public void Tell(Action news) => _guard.Tell(news);
}
