namespace NeuralMemory.Experiments.Tests;

/// <summary>Asks a run to stop as soon as it hears of a step.</summary>
internal sealed class Stopper(long step) : ITrainingObserver, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public void Progressed(in TrainingProgress progress) => StopAt(progress.Step);

    public void Evaluated(EvaluationResult result) => StopAt(result.Step);

    public void Dispose() => _source.Dispose();

    private void StopAt(long now)
    {
        if (now >= step)
            _source.Cancel();
    }
}

/// <summary>Ends a run without a word, as a kill does, when it hears of the evaluation of a step.</summary>
internal sealed class Saboteur(long step) : ITrainingObserver
{
    public void Evaluated(EvaluationResult result)
    {
        if (result.Step == step)
            throw new OperationCanceledException();
    }
}

/// <summary>Keeps what it hears.</summary>
internal sealed class Listener : ITrainingObserver
{
    public List<TrainingProgress> Progress { get; } = [];

    public List<EvaluationResult> Evaluations { get; } = [];

    public List<CurriculumAdvance> Advances { get; } = [];

    /// <summary>Before every how many-th time-step a state was kept.</summary>
    public List<int> Distances { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<long> Checkpoints { get; } = [];

    public RunStarted? Start { get; private set; }

    public RunOutcome? End { get; private set; }

    public void Started(RunStarted run) => Start = run;

    public void Warned(string warning) => Warnings.Add(warning);

    public void Progressed(in TrainingProgress progress) => Progress.Add(progress);

    public void Evaluated(EvaluationResult result) => Evaluations.Add(result);

    public void Advanced(CurriculumAdvance advance) => Advances.Add(advance);

    public void Recomputed(int every) => Distances.Add(every);

    public void CheckpointSaved(long step) => Checkpoints.Add(step);

    public void Finished(RunOutcome outcome) => End = outcome;
}
