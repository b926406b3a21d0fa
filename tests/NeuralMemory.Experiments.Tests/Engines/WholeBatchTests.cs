using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A batch that is computed whole is the one that is computed in shards: the same episodes, and the same is dropped.</summary>
public sealed class WholeBatchTests : IDisposable
{
    private const int Batch = 11, Shard = 4;

    /// <summary>What sums in another order may differ by, relative to the largest.</summary>
    private const double Tolerance = 1e-6;

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Both_ways_drop_the_same()
    {
        Experiment experiment = Load("machine={kind: lstm, units: 12}");
        using MaskRecorder parts = new(experiment.BuildMachine(), Shard), whole = new(experiment.BuildMachine(), 0);
        Step(experiment, parts, NativeEngine.Instance);
        Step(experiment, whole, new WholeBatchEngine());
        Assert.Equal(Batch, parts.Masks.Keys.Select(key => key.Episode).Distinct().Count());
        Assert.True(parts.Masks.Values.Distinct().Count() > 4);
        Assert.Equal(parts.Masks, whole.Masks);
    }

    [Theory]
    [InlineData("{kind: ntm, controller: {units: 12}, memory: {slots: 8, width: 4}}")]
    [InlineData("{kind: lstm, units: 12, layers: 2, dropout: 0.5}")]
    [InlineData("{kind: gru, units: 12, dropout: 0.3, bidirectional: true}")]
    [InlineData("{kind: biadnc, controller: {units: 12}, memory: {slots: 6, width: 4}, dropout: 0.4}")]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void Both_ways_have_the_same_loss_and_gradient(string machine)
    {
        foreach (string loss in (string[])["mean-bit", "sequence"])
        {
            Experiment experiment = Load($"machine={machine}", $"training.loss={loss}");
            using IMachine built = experiment.BuildMachine();
            (double parts, Real[] expected) = Step(experiment, built, NativeEngine.Instance);
            (double whole, Real[] actual) = Step(experiment, built, new WholeBatchEngine());
            Assert.Equal(parts, whole, Tolerance * parts);
            double largest = expected.Max(Math.Abs);
            Assert.True(largest > 1e-4);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance * largest));
        }
    }

    [Fact]
    public void A_batch_that_is_whole_is_one_shard_on_one_thread()
    {
        Experiment experiment = Load("training.threads=3");
        using IMachine machine = experiment.BuildMachine();
        using Computing parts = new(NativeEngine.Instance, experiment.Threads), whole = new(new WholeBatchEngine(), experiment.Threads);
        using ShardedStep inParts = NewStep(experiment, machine, parts), atOnce = NewStep(experiment, machine, whole);
        Assert.Equal((3, 3), (parts.Pool.Threads, inParts.Shards));
        Assert.Equal((1, 1), (whole.Pool.Threads, atOnce.Shards));
    }

    [Fact]
    public void A_step_of_a_whole_batch_allocates_nothing()
    {
        using Trainer trainer = new(Load("machine={kind: lstm, units: 12, dropout: 0.3}"), new WholeBatchEngine());
        WarmSteps.AllocateNothing(trainer);
    }

    private Experiment Load(params string[] overrides) => _lab.Load(
        [$"training.batch={Batch}", $"training.shard={Shard}", "task.parameters.length=[1, 6]", .. overrides]);

    /// <summary>The loss and the gradient of the second batch.</summary>
    private static (double Loss, Real[] Gradient) Step(Experiment experiment, IMachine machine, IEngine engine)
    {
        using Computing computing = new(engine, experiment.Threads);
        using ShardedStep step = NewStep(experiment, machine, computing);
        double loss = step.Run(Batch).Loss;
        return (loss, step.Gradient.ToArray());
    }

    private static ShardedStep NewStep(Experiment experiment, IMachine machine, Computing computing) =>
        new(machine, experiment.Task, null, experiment.Config.Training, StreamKey.FromSeed(5), computing);
}
