using NeuralMemory.Autodiff;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>One stretch of a run, from its start or a checkpoint to its end or an interruption.</summary>
/// <param name="run">The directory, locked.</param>
/// <param name="experiment">What is run.</param>
/// <param name="engine">What computes.</param>
/// <param name="options">How.</param>
internal sealed class RunSession(RunDirectory run, Experiment experiment, IEngine engine, RunOptions options)
{
    private const string BundleFolder = "diverged", BundleReport = "report.json";

    /// <summary>Where the state before a step that diverged is kept.</summary>
    public static CheckpointStore Bundle(RunDirectory run) => new(Path.Combine(run.Path, BundleFolder));

    private ITrainingObserver Observer { get; } = options.Observer ?? new SilentObserver();

    private RunArithmetic Arithmetic { get; } = options.ArithmeticOf(engine);

    private JournalKeeper Journal { get; } = new(run, options.Time, warning => options.Observer?.Warned(warning));

    /// <summary>
    /// Trains from <paramref name="checkpoint"/>, or from the beginning where there is none yet, and then evaluates. Files change only
    /// once nothing of them can be the reason of a refusal any more.
    /// </summary>
    public RunOutcome Resume(Checkpoint? checkpoint, IReadOnlyList<string> overrides, CancellationToken token)
    {
        using Trainer trainer = new(experiment, engine, checkpoint);
        ResumeRules.Check(run, trainer.State, ResumeRules.Fingerprint(run));
        string? warning = ResumeRules.CheckArithmetic(run, trainer.State, Arithmetic, options.Strict);
        MetricsWriter.Check(run.MetricsPath, trainer.State.MetricsLength);
        trainer.Standing.Recall(run);
        run.Checkpoints().DeleteAfter(trainer.State.Step);
        // What it says of the steps that were made holds for the old config.
        if (checkpoint is null)
            run.WriteStatus(new() { State = RunState.Running, Updated = options.Time.GetUtcNow() });
        if (overrides.Count > 0)
            AtomicFile.WriteText(run.ConfigPath, experiment.ToYaml());
        run.Checkpoints().MarkBest(trainer.State.BestCheckpoint);
        RunEngines.Note(run, experiment, engine, Arithmetic, trainer.State.Step);
        foreach (Diagnostic idle in experiment.Warnings)
            Observer.Warned(idle.ToString());
        if (warning is not null)
            Observer.Warned(warning);
        Journal.Begin(JournalKeeper.Resume, trainer.State.Step, options.Command, overrides, WorkTreeLook.Begin(run.Path));
        return Train(trainer, token, beginsAnew: checkpoint is null);
    }

    /// <summary>Trains from the beginning, and then evaluates.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="tree">The look at the work tree.</param>
    /// <param name="token">Asks to stop.</param>
    public RunOutcome Begin(Trainer trainer, WorkTreeLook tree, CancellationToken token)
    {
        Journal.Begin(JournalKeeper.Train, 0, options.Command, null, tree);
        return Train(trainer, token);
    }

    /// <summary>Trains from where a trainer stands, and then evaluates.</summary>
    private RunOutcome Train(Trainer trainer, CancellationToken token, bool beginsAnew = false)
    {
        ITrainingObserver observer = Observer;
        trainer.State.Fingerprint = ResumeRules.Fingerprint(run);
        trainer.State.Arithmetic = Arithmetic;
        using RunRecorder recorder = new(run, experiment, trainer.State, observer, options.Time);
        try
        {
            recorder.Begin(trainer.State);
            observer.Started(new(
                run.Path, experiment, engine.Name, trainer.State.Step, experiment.Config.Training.TotalSteps, run.MovedAside)
            {
                BeginsAnew = beginsAnew,
                Origin = trainer.Origin,
            });
            TrainingEnd end = trainer.Run(recorder, token);
            if (end.Divergence is { } divergence)
                KeepBundle(trainer, divergence);
            else if (!trainer.IsSaved)
                trainer.Save(recorder);
            List<EvaluationResult> evaluations = [];
            if (end.State == RunState.Done && !EvaluateAll(trainer, recorder, evaluations, token))
                end = new(RunState.Interrupted, "interrupted while the trained machine was evaluated");
            recorder.WriteTable();
            recorder.WriteStatus(end.State, trainer.State, end.Reason);
            Journal.End(trainer.State.Step, end.State, end.Reason);
            RunOutcome outcome = new(run.Path, end.State, end.Reason, trainer.State.Step, trainer.State.Sequences,
                TimeSpan.FromSeconds(recorder.Seconds), end.State == RunState.Done ? evaluations : []);
            observer.Finished(outcome);
            return outcome;
        }
        catch (RunException exception) when (!Directory.Exists(run.Path))
        {
            throw new RunException(RunProblem.Storage,
                $"the folder of the run, '{run.Path}', was removed while it trained: nothing of it is kept", exception);
        }
        catch (Exception exception)
        {
            Fail(recorder, trainer.State, exception);
            Journal.End(trainer.State.Step, RunState.Failed, exception.Message);
            throw;
        }
    }

    private bool EvaluateAll(Trainer trainer, RunRecorder recorder, List<EvaluationResult> results, CancellationToken token)
    {
        foreach (EvaluationPoint point in (EvaluationPoint[])[experiment.Evaluation, .. experiment.Grid])
        {
            if (trainer.Evaluate(point, token) is not { } result)
                return false;
            recorder.Keep(result);
            results.Add(result);
        }

        return true;
    }

    private void KeepBundle(Trainer trainer, Divergence divergence)
    {
        CheckpointCodec.Save(Bundle(run), trainer.State, trainer.Machine, trainer.Optimizer);
        AtomicFile.WriteText(Path.Combine(run.Path, BundleFolder, RunFiles.Config), experiment.ToYaml());
        AtomicFile.WriteText(Path.Combine(run.Path, BundleFolder, RunFiles.Task), experiment.Task.Text);
        AtomicFile.WriteText(Path.Combine(run.Path, BundleFolder, BundleReport), divergence.ToJson());
    }

    /// <summary>Leaves a word in the status. When even that fails, the first exception is the one to tell.</summary>
    private static void Fail(RunRecorder recorder, TrainingState state, Exception exception)
    {
        try
        {
            recorder.WriteStatus(RunState.Failed, state, exception.Message);
        }
        catch (RunException)
        {
        }
    }

    private sealed class SilentObserver : ITrainingObserver;
}
