using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Writes down with what a run computes: bits may differ from one engine to another.</summary>
internal static class RunEngines
{
    /// <summary>The environment of a run that begins.</summary>
    public static RunEnvironment Capture(Experiment experiment, IEngine engine, RunArithmetic arithmetic) =>
        RunEnvironment.Capture(typeof(RunEngines).Assembly, experiment.Config.Seed, experiment.Threads, arithmetic.VectorWidth) with
        {
            Device = experiment.Config.Training.Engine.DeviceName,
            Engines = [UseOf(engine, 0)],
            Arithmetic = arithmetic,
            ProductWidth = WideVectors.ProductWidth,
            LoopWidth = WideVectors.LoopWidth,
        };

    /// <summary>Notes where and with what a run goes on from a step, as far as it is not what it was.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public static void Note(RunDirectory run, Experiment experiment, IEngine engine, RunArithmetic arithmetic, long step)
    {
        RunEnvironment? written = Read(run);
        RunEnvironment now = Capture(experiment, engine, arithmetic);
        // Earlier versions had one engine and did not write it down.
        IReadOnlyList<EngineUse> known = written is { Engines: { Count: > 0 } named } ? named : [new(0, NativeEngineConfig.Name, null)];
        // What was computed from this step on is dropped.
        List<EngineUse> uses = [.. known.Where(use => use.Step < step)];
        EngineUse own = UseOf(engine, step);
        if (uses.Count == 0 || uses[^1] with { Step = step } != own)
            uses.Add(own);
        IReadOnlyList<ResumedEnvironment> resumes = written is null ? [] : WithResume(written, now, step);
        if (written is null || !uses.SequenceEqual(known) || !resumes.SequenceEqual(written.Resumes))
            run.WriteEnvironment((written ?? now) with
            {
                Device = experiment.Config.Training.Engine.DeviceName,
                Engines = uses,
                Resumes = resumes,
            });
    }

    /// <summary>What the bits of a run depended on before a checkpoint; null where nothing of it is known.</summary>
    /// <param name="run">The run.</param>
    /// <param name="state">The checkpoint's state.</param>
    public static RunArithmetic? ArithmeticBefore(RunDirectory run, TrainingState state) =>
        state.Arithmetic is { } kept ? kept
        // Versions that kept none wrote at least these down, of the process that began the run.
        : Read(run) is { Arithmetic: null, VectorWidth: > 0 } written
            ? new() { VectorWidth = written.VectorWidth, Architecture = written.Architecture }
            : null;

    private static List<ResumedEnvironment> WithResume(RunEnvironment written, RunEnvironment now, long step)
    {
        List<ResumedEnvironment> kept = [.. written.Resumes.Where(resume => resume.Step < step)];
        RunEnvironment before = Alone(kept.Count > 0 ? kept[^1].Environment : written), own = Alone(now);
        // A version that wrote less down ran in the same environment as far as can be known.
        if (before.Arithmetic is null)
            own = own with { Arithmetic = null };
        if (before.ProductWidth is null)
            own = own with { ProductWidth = null, LoopWidth = null };
        if (before != own)
            kept.Add(new(step, Alone(now)));
        return kept;
    }

    private static RunEnvironment Alone(RunEnvironment environment) =>
        environment with { Engines = NoEngines, Resumes = NoResumes };

    // Lists are equal only where they are the same.
    private static IReadOnlyList<EngineUse> NoEngines { get; } = [];

    private static IReadOnlyList<ResumedEnvironment> NoResumes { get; } = [];

    /// <summary>What a run says of its environment; null where that is lost, which is no reason not to go on.</summary>
    private static RunEnvironment? Read(RunDirectory run)
    {
        try
        {
            return run.ReadEnvironment();
        }
        catch (RunException)
        {
            return null;
        }
    }

    private static EngineUse UseOf(IEngine engine, long step) => new(step, engine.Name, engine.Version);
}
