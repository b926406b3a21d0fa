using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

public sealed class DivergenceTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_number_that_is_not_finite_ends_the_run_at_once_and_can_be_replayed()
    {
        RunOutcome outcome = Diverge(_lab);
        Assert.Equal(RunState.Diverged, outcome.State);
        Assert.Contains($"of step {outcome.Step + 1} is not finite; first: ", outcome.Reason);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(RunState.Diverged, run.ReadStatus().State);
        Assert.All(new[] { "report.json", "config.yaml", "task.yaml" }, name => Assert.True(File.Exists(_lab.In($"run/diverged/{name}"))));

        Divergence replayed = Run.Replay(_lab.In("run"))!;
        Assert.Equal((outcome.Step, outcome.Sequences, 4), (replayed.Step, replayed.FirstEpisode, replayed.Episodes));
        Assert.Equal(outcome.Reason, replayed.Reason);
        Assert.NotNull(replayed.Place);
    }

    [Theory]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void Whatever_the_machine_a_divergence_is_replayed(string machine)
    {
        RunOutcome outcome = Diverge(_lab, $"machine={machine}");
        Assert.Equal(RunState.Diverged, outcome.State);
        Divergence replayed = Run.Replay(_lab.In("run"))!;
        Assert.Equal((outcome.Step, outcome.Reason), (replayed.Step, replayed.Reason));
    }

    [Fact]
    public void Checkpoints_before_a_divergence_are_finite()
    {
        Diverge(_lab);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Checkpoint checkpoint = run.Checkpoints().Load();
        Assert.All(checkpoint.Weights, array => Assert.DoesNotContain(array.Data.ToArray(), value => !float.IsFinite(value)));
    }

    /// <summary>A rate that throws the weights out of what float32 can hold.</summary>
    internal static RunOutcome Diverge(Lab lab, params string[] more) => lab.Start(
        "run",
        [
            "training.optimizer={kind: sgd, rate: 1e-3}", "training.schedule={kind: step, factor: 1e40, every: 1}",
            "training.clip={norm: 1e30}", "training.checkpoint.every=1", "evaluation.every=null", .. more,
        ]);
}
