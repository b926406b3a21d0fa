namespace NeuralMemory.Experiments.Tests;

/// <summary>What training drops, and that nothing else does.</summary>
public sealed class DropoutTests : IDisposable
{
    private readonly Lab _lab = new();

    public DropoutTests() => File.WriteAllText(_lab.In("same.yaml"), """
        task: same
        version: 1
        parameters: { length: 3 }
        inputs: { x: 1 }
        targets: { y: 1 }
        draw: { items: "ones(length, 1)" }
        episode: [{ show: { x: items } }, { recall: { y: items } }]
        loss: bits
        """);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Training_drops_and_evaluation_does_not()
    {
        using Trainer without = Lab.NewTrainer(Load(dropout: 0)), with = Lab.NewTrainer(Load(dropout: 0.6));
        Assert.Equal(Evaluate(without), Evaluate(with));
        Assert.NotEqual(StepLoss(without), StepLoss(with));
        // Nor does it after a step, on threads that have just trained.
        without.Parameters.Block.CopyTo(with.Parameters.Block);
        Assert.Equal(Evaluate(without), Evaluate(with));
    }

    /// <summary>All episodes are the same, and nothing is learned: without dropout all losses are.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.6, 12)]
    public void Every_step_every_shard_and_every_seed_drops_something_else(double dropout, int expected)
    {
        var losses = new HashSet<double>();
        foreach (int seed in (int[])[1, 2])
        {
            // The same machine whatever the seed.
            Trainer first = Lab.NewTrainer(Load(dropout)), trainer = Lab.NewTrainer(Load(dropout, $"seed={seed}"));
            first.Parameters.Block.CopyTo(trainer.Parameters.Block);
            for (int step = 0; step < 6; step++)
                losses.Add(Math.Round(StepLoss(trainer), 7));
            first.Dispose();
            trainer.Dispose();
        }

        Assert.Equal(expected, losses.Count);
        // A batch of two shards of one: its loss is the average of both, which differs from that of the first alone unless they are alike.
        using Trainer one = Lab.NewTrainer(Load(dropout)), two = Lab.NewTrainer(Load(dropout, "training.batch=2", "training.shard=1"));
        Assert.Equal(dropout == 0, Math.Abs(StepLoss(one) - StepLoss(two)) < 1e-7);
    }

    [Fact]
    public void A_step_that_drops_allocates_nothing()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load("machine={kind: lstm, units: 12, bidirectional: true, dropout: 0.3}"));
        WarmSteps.AllocateNothing(trainer);
    }

    private Experiment Load(double dropout, params string[] overrides) => _lab.Load(
    [
        "task={name: same}", FormattableString.Invariant($"machine={{kind: lstm, units: 12, dropout: {dropout}}}"), "training.batch=1",
        "training.optimizer={kind: sgd, rate: 1e-30, momentum: 0}", "training.report=1000", "evaluation={episodes: 3}", .. overrides,
    ]);

    private static double StepLoss(Trainer trainer)
    {
        double before = trainer.State.Report.Loss;
        Assert.Null(trainer.Step(out _));
        return trainer.State.Report.Loss - before;
    }

    private double Evaluate(Trainer trainer) => trainer.Evaluate(
        Load(0).Evaluation, CancellationToken.None)!.Scores.Total.Nats;
}
