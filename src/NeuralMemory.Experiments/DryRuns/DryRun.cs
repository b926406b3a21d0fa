using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>A tensor that would be trained.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Shape">Its dimensions.</param>
public sealed record DryRunTensor(string Name, Shape Shape);

/// <summary>What a run would be.</summary>
public sealed record DryRun
{
    /// <summary>What is trained.</summary>
    public required IReadOnlyList<DryRunTensor> Tensors { get; init; }

    /// <summary>How many numbers are trained.</summary>
    public required int Parameters { get; init; }

    /// <summary>I, the machine's input channels.</summary>
    public required int InputWidth { get; init; }

    /// <summary>O, the machine's logits.</summary>
    public required int OutputWidth { get; init; }

    /// <summary>After how many steps training ends at the latest.</summary>
    public required long Steps { get; init; }

    /// <summary>After how many sequences training ends at the latest.</summary>
    public required long Sequences { get; init; }

    /// <summary>A lower bound on the steps of an episode.</summary>
    public required int MinLength { get; init; }

    /// <summary>An upper bound on the steps of an episode.</summary>
    public required int MaxLength { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>
    /// What memory the process takes where it takes most: an estimate, from episodes that were really computed, for the largest batch
    /// that the run is likely to draw. Null for an engine that takes its memory by rules of its own, as libtorch does.
    /// </summary>
    public required MemoryUse? Memory { get; init; }

    /// <summary>
    /// K, before every how many-th time-step a pass keeps a state, and computes the others again, in a batch of long episodes; null where
    /// it keeps all steps.
    /// </summary>
    public int? CheckpointedEvery { get; init; }

    /// <summary>
    /// How many numbers the machine carries from step to step at the end of the longest episode; where it reads a source apart, of the
    /// longest one of the first batch. Null for a machine that reads an episode whole and answers all of its steps.
    /// </summary>
    public required StateSize? State { get; init; }

    /// <summary>What computes, as the engine calls itself.</summary>
    public required string Engine { get; init; }

    /// <summary>What a process takes that has trained something tiny: it is part of <see cref="Memory"/>, once a process.</summary>
    public const long ProgramBytes = MemoryEstimate.ProgramBytes;

    /// <summary>What the run of an experiment would be.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="engines">The engines that there are; null for the native one alone.</param>
    /// <exception cref="InvalidInputException">The task could not make one of the episodes of a batch.</exception>
    /// <exception cref="EngineException">There is no such engine, or it failed.</exception>
    public static DryRun Of(Experiment experiment, EngineCatalog? engines = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        TrainingConfig training = experiment.Config.Training;
        using IEngine engine = (engines ?? EngineCatalog.Native).Create(training.Engine, experiment.Threads);
        using IMachine machine = experiment.BuildMachine();
        using MemoryEstimate memory = new(experiment, machine, engine);
        using IOptimizer optimizer = training.Optimizer.Method.Build(machine.Parameters);
        MemoryUse? use = memory.Make(optimizer.State.Count(state => state.Block.Length > 0));
        return new()
        {
            Tensors = [.. machine.Parameters.Tensors.Select(tensor => new DryRunTensor(tensor.Name, tensor.Shape))],
            Parameters = machine.Parameters.Count,
            InputWidth = machine.InputWidth,
            OutputWidth = machine.OutputWidth,
            Steps = training.TotalSteps,
            Sequences = Math.Min(training.TotalSteps, long.MaxValue / training.Batch) * training.Batch,
            MinLength = experiment.Task.MinLength,
            MaxLength = experiment.Task.MaxLength,
            Threads = experiment.Threads,
            Engine = engine.Name,
            Memory = use,
            CheckpointedEvery = memory.CheckpointedEvery,
            State = StateOf(machine, engine, experiment),
        };
    }

    /// <summary>See <see cref="State"/>: of a run too, and without the cost of all else.</summary>
    /// <param name="experiment">The experiment.</param>
    public static StateSize? StateOf(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        // The size is the same whatever computes.
        using IEngine engine = EngineCatalog.Native.Create(new NativeEngineConfig(), 1);
        using IMachine machine = experiment.BuildMachine();
        return StateOf(machine, engine, experiment);
    }

    private static StateSize? StateOf(IMachine machine, IEngine engine, Experiment experiment)
    {
        StreamKey stream = StreamKey.FromSeed(experiment.Config.Seed).Split("training");
        if (!machine.Config.ReadsSource || !experiment.Task.HasSource)
            return StateSize.Of(machine, engine, experiment.Task.MaxLength);
        SequenceBatch batch = new();
        int sequences = experiment.Config.Training.Batch;
        new EpisodeSampler(experiment.Task, sequences) { ReadsSource = true }.Sample(batch, stream, 0, sequences);
        int longest = Enumerable.Range(0, sequences).MaxBy(sequence => batch.Lengths[sequence] + SourceOf(sequence));
        return StateSize.Of(machine, engine, batch.Lengths[longest], SourceOf(longest));

        int SourceOf(int sequence) => batch.Source!.Lengths[batch.SourcePlaces[sequence]];
    }
}
