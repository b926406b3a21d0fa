using System.Globalization;
using NeuralMemory.Experiments;
using NeuralMemory.Testing;

namespace NeuralMemory.Benchmarks;

/// <summary>One way to train: a machine, the sequences of a step and the threads that share them.</summary>
internal sealed record StepCase(string Machine, int Batch, int Threads)
{
    /// <summary>Sequences of a shard, which is what one thread computes in one piece.</summary>
    public int Shard { get; init; } = TrainingConfig.ShardOf(Batch);

    /// <summary>The vectors to be copied: always as many, so that all steps are the same work.</summary>
    public const int Length = 20;

    /// <summary>The threads that have something to do.</summary>
    public int BusyThreads => Math.Min(Threads, (Batch - 1) / Shard + 1);

    /// <summary>The recipe of the README's training command with this case's machine, batch and threads.</summary>
    public Experiment Load() => Experiment.Load(Repository.Path("configs", "ntm-copy.yaml"),
    [
        $"machine={StepMachines.ConfigOf(Machine)}",
        string.Create(CultureInfo.InvariantCulture, $"task.parameters.length={Length}"),
        string.Create(CultureInfo.InvariantCulture, $"training.batch={Batch}"),
        string.Create(CultureInfo.InvariantCulture, $"training.shard={Shard}"),
        string.Create(CultureInfo.InvariantCulture, $"training.threads={Threads}"),
    ]);
}
