using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Threads that share the sequences of a shard, where there are more of them than shards: the bits of one thread.</summary>
public sealed class SharedShardTests : IDisposable
{
    // Large enough that sharing pays: 61,000 weights, and 9 to 41 steps of six sequences.
    private static readonly string[] Large =
    [
        "machine={kind: ntm, controller: {units: 100}, memory: {slots: 32, width: 20}}", "task.parameters={width: 8, length: [4, 20]}",
        "evaluation.parameters={length: 4}", "training.batch=6", "training.shard=3",
    ];

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_run_has_the_same_bits_on_any_number_of_threads()
    {
        foreach (int threads in (int[])[1, 4, 6, 64])
        {
            _lab.Start($"{threads}", [.. Large, $"training.threads={threads}", "training.steps=12", "evaluation.episodes=20"]);
            RunsOnDisk.AssertSame(_lab.In("1"), _lab.In($"{threads}"));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    [InlineData(64, true)]
    public void Threads_share_shards_where_there_are_twice_as_many(int threads, bool areShared)
    {
        Experiment experiment = _lab.Load(Large);
        using IMachine machine = experiment.BuildMachine();
        using Computing computing = new(NativeEngine.Instance, threads), one = new(NativeEngine.Instance, 1);
        using ShardedStep step = NewStep(computing), alone = NewStep(one);
        for (long episode = 0; episode < 36; episode += 6)
        {
            Assert.Equal(alone.Run(episode), step.Run(episode));
            Assert.Equal(alone.Gradient.ToArray(), step.Gradient.ToArray());
            // The first batch tells what the machine does.
            Assert.Equal(areShared && episode > 0, step.IsShared);
        }

        ShardedStep NewStep(Computing by) => new(
            machine, experiment.Task, null, experiment.Config.Training, StreamKey.FromSeed(1).Split("training"), by);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load([.. Large, "training.threads=4"]));
        for (int i = 0; i < 60; i++)
            Assert.Null(trainer.Step(out _));
        Allocations.AssertNone(() => trainer.Step(out _), warmings: 0);
    }

    [Theory]
    [InlineData("training.schedule={kind: step, factor: 1e40, every: 3}")]
    [InlineData("training.schedule={kind: step, factor: 3e12, every: 3}")]
    public void What_is_not_finite_is_found_where_one_thread_finds_it(string schedule)
    {
        string[] reasons = Array.ConvertAll((int[])[1, 4], threads => _lab.Start($"{threads}", [
            .. Large, $"training.threads={threads}", "training.optimizer={kind: sgd, rate: 1e-3}", schedule, "training.clip={norm: 1e30}",
            "evaluation.every=null",
        ]).Reason);
        Assert.Contains("is not finite; first: ", reasons[0]);
        Assert.DoesNotContain("Steps", reasons[0]);
        Assert.Equal(reasons[0], reasons[1]);
    }
}
