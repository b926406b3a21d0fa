using NeuralMemory.Autodiff;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Writes down with what a run computes: bits may differ from one engine to another.</summary>
internal static class RunEngines
{
    /// <summary>The environment of a run that begins.</summary>
    public static RunEnvironment Capture(Experiment experiment, IEngine engine) =>
        RunEnvironment.Capture(typeof(RunEngines).Assembly, experiment.Config.Seed, experiment.Threads) with
        {
            Device = experiment.Config.Training.Engine.DeviceName,
            Engines = [UseOf(engine, 0)],
        };

    /// <summary>Notes that a run goes on from a step, if its engine is another one, or of another version, than before.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public static void Note(RunDirectory run, Experiment experiment, IEngine engine, long step)
    {
        RunEnvironment? written = Read(run);
        // Earlier versions had one engine and did not write it down.
        IReadOnlyList<EngineUse> known = written is { Engines: { Count: > 0 } named } ? named : [new(0, NativeEngineConfig.Name, null)];
        // What was computed from this step on is dropped.
        List<EngineUse> uses = [.. known.Where(use => use.Step < step)];
        EngineUse own = UseOf(engine, step);
        if (uses.Count == 0 || uses[^1] with { Step = step } != own)
            uses.Add(own);
        if (!uses.SequenceEqual(known))
            run.WriteEnvironment((written ?? Capture(experiment, engine)) with
            {
                Device = experiment.Config.Training.Engine.DeviceName,
                Engines = uses,
            });
    }

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
