using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
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

    /// <summary>The run whose weights the new one begins with; null for its own. Not used by a resume.</summary>
    public WarmStart? From { get; init; }

    /// <summary>The command line, kept with the run and in its journal.</summary>
    public string Command { get; init; } = "";

    /// <summary>Is told how the run goes; null for nobody.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>The engines that there are.</summary>
    public EngineCatalog Engines { get; init; } = EngineCatalog.Native;

    /// <summary>
    /// Whether a resume is refused where this process computes other last bits than the one before, as with other vectors; else the
    /// observer is warned.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Called once the run's lock is taken and before anything of the run changes, a run that is moved aside included: what was known
    /// of its folder before may be looked at again, and what this throws leaves all as it was. Null for nothing.
    /// </summary>
    public Action? Claimed { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What is said to be this process's arithmetic; null for what is.</summary>
    internal RunArithmetic? Arithmetic { get; init; }

    /// <summary>What the last bits depend on.</summary>
    internal RunArithmetic ArithmeticOf(IEngine engine) =>
        Arithmetic ?? RunArithmetic.OfProcess(engine.Name, engine.Version);
}

/// <summary>Runs on disk: start, resume, replay. What they have trained is a <see cref="TrainedMachine"/>.</summary>
public static class Run
{
    /// <summary>The folder of a run that is given none: <c>results/NAME-seedN</c> below the current folder.</summary>
    public static string DefaultDirectory(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Path.Combine("results", $"{experiment.Config.Name}-seed{experiment.Config.Seed}");
    }

    /// <summary>
    /// Begins, on other threads, what the first run of a process would wait for: worth while before its config is read. A run that
    /// starts or goes on does so by itself.
    /// </summary>
    public static void Expect() => RunDocuments.Expect(typeof(Run).Assembly);

    /// <summary>Trains from the beginning, in a directory of its own, and evaluates at the end.</summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Asks to stop: the current step is finished and a checkpoint saved.</param>
    /// <returns>How it ended: done, interrupted or diverged.</returns>
    /// <exception cref="RunException">
    /// The directory is taken, there is no run such as <see cref="RunOptions.From"/> names, or the system refused.
    /// </exception>
    /// <exception cref="InvalidInputException">
    /// The task could not make one of the episodes, or the weights to begin with do not fit.
    /// </exception>
    /// <exception cref="EngineException">There is no such engine, or it failed; the run goes on from its last checkpoint.</exception>
    public static RunOutcome Start(Experiment experiment, RunOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(options);
        Expect();
        // Git looks while the machine is built.
        WorkTreeLook? tree = experiment.Folder is { } folder ? WorkTreeLook.Begin(folder) : null;
        // What cannot begin leaves nothing behind, and moves nothing aside.
        using IEngine engine = EngineOf(experiment, options.Engines);
        using Trainer trainer = new(experiment, engine, from: options.From?.Load(experiment));
        using RunDirectory run = RunDirectory.Create(options.Directory ?? DefaultDirectory(experiment), options.Force, options.Claimed);
        try
        {
            StoredCorpus.Write(run, experiment.Task);
            // A run of other weights has them from its first moment on: so it never begins anew with those of its seed.
            if (trainer.Origin is not null)
                CheckpointCodec.Save(run.Checkpoints(), trainer.State, trainer.Machine, trainer.Optimizer);
            run.Begin(
                experiment.ToYaml(), experiment.Task.Text, options.Command,
                RunEngines.Capture(experiment, engine, options.ArithmeticOf(engine)),
                new()
                {
                    State = RunState.Running,
                    Checkpoint = trainer.Origin is null ? null : 0,
                    Updated = options.Time.GetUtcNow(),
                },
                MovedAlong(trainer.Origin, run));
            foreach (string note in trainer.Origin?.Notes ?? [])
                options.Observer?.Warned(note);
            return new RunSession(run, experiment, engine, options).Begin(trainer, tree ?? WorkTreeLook.Begin(run.Path), token);
        }
        catch when (trainer.State.Step == 0)
        {
            run.Discard();
            throw;
        }
    }

    /// <summary>
    /// Goes on with a run from its latest checkpoint, by the native engine to the same bits as if it had never stopped. A run that ended
    /// before its first checkpoint begins anew, to the same bits too. A refusal leaves the run as it was.
    /// </summary>
    /// <param name="directory">The run.</param>
    /// <param name="options">How.</param>
    /// <param name="overrides">Changes of the config; only keys that a resumed run may change.</param>
    /// <param name="step">The checkpoint to go on from; null for the latest. What came after it is dropped.</param>
    /// <param name="token">Asks to stop: the current step is finished and a checkpoint saved.</param>
    /// <returns>How it ended: done, interrupted or diverged.</returns>
    /// <exception cref="RunException">
    /// There is no such run, it is in use, its checkpoint is damaged, this process computes other bits (<see cref="RunOptions.Strict"/>),
    /// or the system refused.
    /// </exception>
    /// <exception cref="InvalidInputException">The config, or a change of it, is wrong.</exception>
    /// <exception cref="EngineException">There is no such engine, or it failed; the run goes on from its last checkpoint.</exception>
    public static RunOutcome Resume(
        string directory, RunOptions options, IReadOnlyList<string>? overrides = null, long? step = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Expect();
        using RunDirectory run = RunDirectory.OpenForWriting(directory);
        options.Claimed?.Invoke();
        Experiment experiment = StoredExperiment.Read(run, overrides ?? [], anyChange: false);
        Checkpoint? checkpoint = step is null && ResumeRules.BeginsAnew(run) ? null : run.Checkpoints().Load(step);
        using IEngine engine = EngineOf(experiment, options.Engines);
        return new RunSession(run, experiment, engine, options).Resume(checkpoint, overrides ?? [], token);
    }

    /// <summary>
    /// Makes a run of weights that come from elsewhere, as if it had been trained so far and then interrupted: it can be evaluated, looked
    /// at, gone on with, and others can begin with its weights. The optimizer begins anew.
    /// </summary>
    /// <param name="experiment">What the weights are taken for.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="options">How; its directory is the new run's.</param>
    /// <returns>The run's folder.</returns>
    /// <exception cref="RunException">The directory is taken, or the system refused.</exception>
    /// <exception cref="ArgumentException">
    /// The weights are not those of the experiment's machine: <see cref="MachineWeights.Misfits"/>.
    /// </exception>
    /// <exception cref="EngineException">There is no such engine.</exception>
    public static string Import(Experiment experiment, ImportedWeights weights, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        using IMachine machine = experiment.BuildMachine();
        if (MachineWeights.Misfits(weights.Arrays, MachineWeights.Of(machine)) is [var misfit, ..])
            throw new ArgumentException(misfit, nameof(weights));
        CheckpointCodec.Restore(weights.ToCheckpoint(), machine);
        using IOptimizer optimizer = experiment.Config.Training.Optimizer.Method.Build(machine.Parameters);
        using IEngine engine = EngineOf(experiment, options.Engines);
        using RunDirectory run = RunDirectory.Create(options.Directory ?? DefaultDirectory(experiment), options.Force, options.Claimed);
        try
        {
            StoredCorpus.Write(run, experiment.Task);
            TrainingState state = new()
            {
                Step = weights.Step,
                Sequences = weights.Step * experiment.Config.Training.Batch,
                Curriculum = experiment.Curriculum is null ? null : new(),
            };
            CheckpointCodec.Save(run.Checkpoints(), state, machine, optimizer);
            run.Begin(
                experiment.ToYaml(), experiment.Task.Text, options.Command,
                RunEngines.Capture(experiment, engine, options.ArithmeticOf(engine)),
                new()
                {
                    State = RunState.Interrupted,
                    Reason = $"imported from '{weights.File}'",
                    Step = state.Step,
                    Sequences = state.Sequences,
                    Checkpoint = state.Step,
                    Updated = options.Time.GetUtcNow(),
                },
                weights.OriginFor(experiment, state.Sequences));
            JournalKeeper journal = new(run, options.Time, warning => options.Observer?.Warned(warning));
            journal.Begin(JournalKeeper.Import, state.Step, options.Command, null, WorkTreeLook.Begin(experiment.Folder ?? run.Path));
            journal.End(state.Step, "imported", $"{weights.File}, SHA-256 {weights.Sha256}");
            return run.Path;
        }
        catch
        {
            run.Discard();
            throw;
        }
    }

    /// <summary>Computes the step at which a run diverged once more, from the bundle in its <c>diverged/</c> folder.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="engines">The engines that there are; null for the native one alone.</param>
    /// <returns>What is not finite; null when this time everything is, as on another processor it may be.</returns>
    /// <exception cref="RunException">There is no such run, it did not diverge, or the bundle is damaged.</exception>
    /// <exception cref="EngineException">There is no such engine, or it failed.</exception>
    public static Divergence? Replay(string directory, EngineCatalog? engines = null)
    {
        using RunDirectory run = RunDirectory.Open(directory);
        Experiment experiment = StoredExperiment.Read(run, [], anyChange: true);
        Checkpoint before = RunSession.Bundle(run).Load();
        using IEngine engine = EngineOf(experiment, engines ?? EngineCatalog.Native);
        using Trainer trainer = new(experiment, engine, before);
        return trainer.FindOverflow() ?? trainer.Step(out _);
    }

    /// <summary>Where the origin is by now: it may be the run that was moved aside.</summary>
    private static RunOrigin? MovedAlong(RunOrigin? origin, RunDirectory run) =>
        origin is not null && run.MovedAside is { } aside && origin.Run == Path.GetFullPath(run.Path)
            ? origin with { Run = Path.GetFullPath(aside) }
            : origin;

    private static IEngine EngineOf(Experiment experiment, EngineCatalog engines) =>
        engines.Create(experiment.Config.Training.Engine, experiment.Threads);
}
