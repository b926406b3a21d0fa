using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>Passes news on, remembers what is run, and has the run note when the output failed.</summary>
/// <param name="inner">Speaks.</param>
/// <param name="terminal">Where to.</param>
internal sealed class NotingObserver(ITrainingObserver inner, Terminal terminal) : ITrainingObserver
{
    /// <summary>What is run; null before it has begun.</summary>
    public Experiment? Experiment { get; private set; }

    public string? Note => terminal.Loss?.Note;

    public void Started(RunStarted run)
    {
        Experiment = run.Experiment;
        inner.Started(run);
    }

    public void Warned(string warning) => inner.Warned(warning);

    public void Progressed(in TrainingProgress progress) => inner.Progressed(progress);

    public void Advanced(CurriculumAdvance advance) => inner.Advanced(advance);

    public void Recomputed(int every) => inner.Recomputed(every);

    public void Evaluated(EvaluationResult result) => inner.Evaluated(result);

    public void CheckpointSaved(long step) => inner.CheckpointSaved(step);

    public void Finished(RunOutcome outcome) => inner.Finished(outcome);
}
