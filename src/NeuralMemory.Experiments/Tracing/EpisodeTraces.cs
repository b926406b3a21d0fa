using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Traces one episode, and keeps what pictures and pages show of it.</summary>
internal static class EpisodeTraces
{
    /// <summary>Traces an episode.</summary>
    /// <param name="machine">The machine, of the memory size to look at.</param>
    /// <param name="point">What to look at.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="options">What to keep.</param>
    /// <param name="about">What the machine is.</param>
    /// <exception cref="InvalidInputException">The task could not make the episode, or it has no such step.</exception>
    public static EpisodeTrace Trace(
        IMachine machine, EvaluationPoint point, IEngine engine, EpisodeTraceOptions options, TracedMachine about)
    {
        TracedPass pass = new(machine, point, options.Episode, options.Pokes, PokeRules.PokeOption);
        if (options.First >= pass.Steps)
            throw new InvalidInputException(SourceMark.WholeFile("trace"), FormattableString.Invariant(
                $"there is no step {options.First}; the episode has steps 0 to {pass.Steps - 1}"));
        int steps = Math.Min(options.Steps, pass.Steps - options.First);
        KeptTracer tracer = new(machine.Config, options, steps);
        EpisodeRecording recording = pass.Run(engine, tracer);
        return Outline(pass, point, engine, about, recording) with
        {
            Episode = options.Episode,
            First = options.First,
            Steps = steps,
            Quantities = Named(tracer.Quantities, pass),
        };
    }

    /// <summary>What can be said of a pass without what the machine computed.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="point">What is looked at.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="about">What the machine is.</param>
    /// <param name="recording">What was shown, wanted and answered.</param>
    public static EpisodeTrace Outline(
        TracedPass pass, EvaluationPoint point, IEngine engine, TracedMachine about, EpisodeRecording recording)
    {
        return new()
        {
            Name = about.Name,
            Machine = MachineWords.Of(pass.Machine.Config),
            Task = pass.TaskInWords,
            Step = about.Step,
            Pokes = [.. pass.Pokes.Select(poke => poke.ToString())],
            Recording = recording,
            Inputs = TracedPass.ChannelsOf(point.Task.Inputs),
            Targets = TracedPass.ChannelsOf(point.Task.Targets),
            Phases = point.Task.Phases,
            PhaseOf = pass.PhaseOf,
            Steps = pass.Steps,
            ReadsAfterWriting = pass.Machine.Config.ReadsAfterWriting,
            Quantities = [],
            Initial = [.. pass.Initial(engine).Select(state => state.Shape.With([0], state.Numbers))],
        };
    }

    /// <summary>With the words of what is read first, where there is such, as the names of its places.</summary>
    public static IReadOnlyList<TracedQuantity> Named(IReadOnlyList<TracedQuantity> quantities, TracedPass pass) =>
        pass.Source is { } words ? [.. quantities.Select(quantity => Named(quantity, words))] : quantities;

    private static TracedQuantity Named(TracedQuantity quantity, IReadOnlyList<string> words) => quantity with
    {
        Axes = [.. quantity.Axes.Select(axis => axis.Name == "source" && axis.Length == words.Count ? axis with { Labels = words } : axis)],
    };
}
