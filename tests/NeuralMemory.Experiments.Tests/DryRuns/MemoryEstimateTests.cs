using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What a dry run says of memory, beside what is really allocated.</summary>
public sealed class MemoryEstimateTests : IDisposable
{
    private const int Vocabulary = 512, Length = 32, Batch = 16;

    /// <summary>A column of a channel for each step and sequence: inputs, targets and mask have one each.</summary>
    private const long Block = (long)Batch * Length * Vocabulary * sizeof(float);

    private const string WideTask = """
        task: wide
        version: 1
        description: Say each symbol again; symbols are columns.
        parameters: { vocabulary: 512, length: 32 }
        inputs: { token: vocabulary }
        targets: { token: vocabulary }
        draw: { symbols: "integers(length, 1, 0, vocabulary - 1)" }
        episode:
          - show: { token: "one_hot(symbols, vocabulary)" }
            recall: { token: "one_hot(symbols, vocabulary)" }
        loss: softmax
        """;

    private const string WideConfig = """
        name: wide
        task: wide.yaml
        machine: { kind: lstm, units: 8 }
        training: { steps: 30, batch: 16, shard: 8, threads: 1, optimizer: { kind: adam, rate: 1e-3 } }
        evaluation: { every: 5, episodes: 64 }
        """;

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Wide_targets_count_wherever_they_stand()
    {
        MemoryUse use = UseOf(Wide());
        // A batch and the place where its episodes are made hold inputs, targets and mask; the tape holds the logits, their gradient, the
        // slope of the loss and the inputs of the first layer; in whole pages, for each of two shards.
        Assert.InRange(use.Training, 10 * Block, 15 * Block);
        // Without gradients: the logits.
        Assert.InRange(use.Evaluation, 7 * Block, 9 * Block);
        Assert.Equal(use.Program + use.Parameters + use.Training + use.Evaluation + use.Checkpoint, use.Total);
    }

    [Fact]
    public void Each_thread_evaluates_with_episodes_of_its_own_and_trains_no_more_shards()
    {
        MemoryUse one = UseOf(Wide()), two = UseOf(Wide("training.threads=2"));
        Assert.Equal(2 * one.Evaluation, two.Evaluation);
        Assert.Equal(one.Training, two.Training);
        Assert.Equal(one.Evaluation, UseOf(Wide("training.threads=4", "evaluation.episodes=16")).Evaluation);
        // What is measured at the end alone takes as much, and what has another length comes on top.
        Assert.Equal(one.Evaluation, UseOf(Wide("evaluation.every=null")).Evaluation);
        Assert.InRange(
            UseOf(Wide("evaluation.grid={length: [8, 64]}")).Evaluation, one.Evaluation + 2 * 6 * Block, one.Evaluation + 2 * 10 * Block);
    }

    [Fact]
    public void Managed_memory_of_a_step_is_what_is_counted_and_little_more()
    {
        Experiment experiment = Wide();
        long before = GC.GetAllocatedBytesForCurrentThread();
        using Trainer trainer = Lab.NewTrainer(experiment);
        // One lane of the evaluation and one shard; what evaluates has drawn nothing so far.
        trainer.Step(out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 6 * Block, 7 * Block);
        Assert.Null(trainer.Step(out _));
    }

    [Fact]
    public void Native_memory_of_a_tape_is_what_is_counted()
    {
        Experiment experiment = Wide();
        using IMachine machine = experiment.BuildMachine();
        using MemoryEstimate estimate = new(experiment, machine, NativeEngine.Instance);
        MemoryUse use = estimate.Make(2)!;
        using Computing computing = new(NativeEngine.Instance, 1);
        using ShardedStep step = new(
            machine, experiment.Task, null, experiment.Config.Training, Numerics.StreamKey.FromSeed(1).Split("training"), computing);
        for (int i = 0; i < 3; i++)
            step.Run(i * Batch);
        long gradients = machine.Parameters.Length * sizeof(float);
        Assert.Equal(use.Training, step.Bytes + step.Shards * gradients);
        Assert.Equal(3 * gradients, use.Parameters);
    }

    /// <summary>Of each episode one step is scored: of the room that the output layer has for all, a part is touched.</summary>
    [Fact]
    public void Steps_that_are_not_answered_take_no_memory_of_the_output_layer()
    {
        const int vocabulary = 4096;
        const long block = (long)Batch * Length * vocabulary * sizeof(float);
        long all = UseOf(Recalling("symbols")).Training, one = UseOf(Recalling("row(symbols, 0)")).Training;
        // The logits, their gradient and the slope of the loss, but for one row of each sequence.
        Assert.InRange(all - one, 2.75 * block, 3.25 * block);
        Assert.InRange(one, 0, block);

        Experiment Recalling(string what)
        {
            File.WriteAllText(_lab.In("wide.yaml"), $$"""
                task: wide
                version: 1
                inputs: { token: { symbols: {{vocabulary}} } }
                targets: { token: { symbols: {{vocabulary}} } }
                draw: { symbols: "integers({{Length}}, 1, 0, {{vocabulary - 1}})" }
                episode:
                  - show: { token: symbols }
                  - recall: { token: "{{what}}" }
                loss: softmax
                """);
            return Experiment.Load(
                _lab.Config(WideConfig), ["machine={ kind: transformer, width: 8, heads: 2, layers: 1, hidden: 12 }"]);
        }
    }

    [Fact]
    public void Lengths_that_are_drawn_count_as_long_as_they_are_likely_to_become()
    {
        MemoryUse longest = UseOf(_lab.Load("training.batch=1", "training.shard=1", "task.parameters.length=4"));
        MemoryUse single = UseOf(_lab.Load("training.batch=1", "training.shard=1"));
        Assert.InRange(single.Training, 0.95 * longest.Training, 1.05 * longest.Training);
        MemoryUse most = UseOf(_lab.Load("training.batch=64", "training.shard=64", "task.parameters.length=20"));
        MemoryUse many = UseOf(_lab.Load("training.batch=64", "training.shard=64", "task.parameters.length=[1, 20]"));
        // Sixty-four lengths of 10.5 in the mean never are all 20.
        Assert.InRange(many.Training, 0.55 * most.Training, 0.85 * most.Training);
    }

    private static MemoryUse UseOf(Experiment experiment) => DryRun.Of(experiment).Memory!;

    private Experiment Wide(params string[] overrides)
    {
        File.WriteAllText(_lab.In("wide.yaml"), WideTask);
        return Experiment.Load(_lab.Config(WideConfig), overrides);
    }
}
