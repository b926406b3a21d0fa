using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>How a run is started or resumed.</summary>
public sealed record RunOptions
{
    /// <summary>Where the run's files go; null for <see cref="Run.DefaultDirectory"/>. Not used by a resume.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether a run that is there already is moved aside. Not used by a resume.</summary>
    public bool Force { get; init; }

    /// <summary>The command line, kept with the run.</summary>
    public string Command { get; init; } = "";

    /// <summary>Is told how the run goes; null for nobody.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}

/// <summary>Runs on disk: start, resume, evaluate.</summary>
public static class Run
{
    /// <summary>The folder of a run that is given none: <c>results/NAME-seedN</c> below the current folder.</summary>
    public static string DefaultDirectory(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Path.Combine("results", $"{experiment.Config.Name}-seed{experiment.Config.Seed}");
    }

    /// <summary>Trains from the beginning, in a directory of its own, and evaluates at the end.</summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Asks to stop: the current step is finished and a checkpoint saved.</param>
    /// <returns>How it ended: done, interrupted or diverged.</returns>
    /// <exception cref="RunException">The directory is taken, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The task could not make one of the episodes.</exception>
    public static RunOutcome Start(Experiment experiment, RunOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(options);
        using RunDirectory run = RunDirectory.Create(options.Directory ?? DefaultDirectory(experiment), options.Force);
        run.Begin(
            experiment.ToYaml(), experiment.Task.Text, options.Command,
            RunEnvironment.Capture(typeof(Run).Assembly, experiment.Config.Seed, experiment.Threads),
            new() { State = RunState.Running, Updated = options.Time.GetUtcNow() });
        return new RunSession(run, experiment, options).Start(token);
    }

    /// <summary>
    /// Goes on with a run from its latest checkpoint, to the same bits as if it had never stopped. A refusal leaves the run as it was.
    /// </summary>
    /// <param name="directory">The run.</param>
    /// <param name="options">How.</param>
    /// <param name="overrides">Changes of the config; only keys that a resumed run may change.</param>
    /// <param name="step">The checkpoint to go on from; null for the latest. What came after it is dropped.</param>
    /// <param name="token">Asks to stop: the current step is finished and a checkpoint saved.</param>
    /// <returns>How it ended: done, interrupted or diverged.</returns>
    /// <exception cref="RunException">There is no such run, it is in use, its checkpoint is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The config, or a change of it, is wrong.</exception>
    public static RunOutcome Resume(
        string directory, RunOptions options, IReadOnlyList<string>? overrides = null, long? step = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using RunDirectory run = RunDirectory.OpenForWriting(directory);
        Experiment experiment = StoredExperiment.Read(run, overrides ?? [], anyChange: false);
        Checkpoint? checkpoint = step is null && ResumeRules.BeginsAnew(run) ? null : run.Checkpoints().Load(step);
        return new RunSession(run, experiment, options).Resume(checkpoint, isChanged: overrides is { Count: > 0 }, token);
    }

    /// <summary>Measures a trained machine; the results are kept in the run's directory too.</summary>
    /// <param name="directory">The run; it may be training.</param>
    /// <param name="request">What to measure.</param>
    /// <param name="token">Asks to stop: the episodes being measured are finished.</param>
    /// <returns>One result a point, also where it could not be kept: see <see cref="EvaluationResult.NotKept"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> asked to stop.</exception>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The request is wrong, or the task could not make one of the episodes.</exception>
    public static IReadOnlyList<EvaluationResult> Evaluate(string directory, EvaluationRequest request, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using RunDirectory run = RunDirectory.Open(directory);
        Experiment experiment = StoredExperiment.Read(run, request.ConfigOverrides, anyChange: true);
        Checkpoint checkpoint = run.Checkpoints().Load(request.Step);
        IReadOnlyList<EvaluationPoint> points = request.PointsOf(experiment, checkpoint.Step);
        using Trainer trainer = new(experiment, checkpoint);
        List<EvaluationResult> results = [];
        foreach (EvaluationPoint point in points)
        {
            if (trainer.Evaluate(point, token) is not { } measured)
                throw new OperationCanceledException(token);
            EvaluationResult result = Keep(run, measured);
            request.Observer?.Evaluated(result);
            results.Add(result);
        }

        return results;
    }

    /// <summary>Runs one held-out episode of a trained machine and keeps what it did, for a picture.</summary>
    /// <param name="directory">The run; it may be training.</param>
    /// <param name="request">The setting; of a grid the first point.</param>
    /// <param name="episode">The episode's number, from 0.</param>
    /// <returns>The recording, and the step of the checkpoint.</returns>
    /// <exception cref="RunException">There is no such run or checkpoint, it is damaged, or the system refused.</exception>
    /// <exception cref="InvalidInputException">The request is wrong, or the task could not make the episode.</exception>
    public static (EpisodeRecording Recording, long Step) Record(string directory, EvaluationRequest request, long episode = 0)
    {
        ArgumentNullException.ThrowIfNull(request);
        using RunDirectory run = RunDirectory.Open(directory);
        Experiment experiment = StoredExperiment.Read(run, request.ConfigOverrides, anyChange: true);
        Checkpoint checkpoint = run.Checkpoints().Load(request.Step);
        EvaluationPoint point = request.PointsOf(experiment, checkpoint.Step)[0];
        using Trainer trainer = new(experiment, checkpoint);
        return (trainer.Record(point, episode), checkpoint.Step);
    }

    /// <summary>Computes the step at which a run diverged once more, from the bundle in its <c>diverged/</c> folder.</summary>
    /// <returns>What is not finite; null when this time everything is, as on another processor it may be.</returns>
    /// <exception cref="RunException">There is no such run, it did not diverge, or the bundle is damaged.</exception>
    public static Divergence? Replay(string directory)
    {
        using RunDirectory run = RunDirectory.Open(directory);
        using Trainer trainer = new(StoredExperiment.Read(run, [], anyChange: true), RunSession.Bundle(run).Load());
        return trainer.Step(out _);
    }

    /// <summary>What took long to measure is worth having even where nothing can be written.</summary>
    private static EvaluationResult Keep(RunDirectory run, EvaluationResult result)
    {
        try
        {
            run.Evaluations.Write(result.ToDocument());
            return result;
        }
        catch (RunException exception)
        {
            return result with { NotKept = exception.Message };
        }
    }
}
