namespace NeuralMemory.Experiments.Tests;

/// <summary>Training that goes through a fixed set of sequences again and again.</summary>
public sealed class FixedSetTrainingTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(5)]
    [InlineData(14)]
    [InlineData(23)]
    public void A_resumed_run_is_the_uninterrupted_one_to_the_bit(int step)
    {
        // 10 sequences and batches of 4: a pass ends within a batch.
        _lab.Start("whole", "training.set=10");
        using Stopper observer = new(step);
        Run.Start(_lab.Load("training.set=10"), Lab.Options(_lab.In("parts"), observer), observer.Token);
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.threads=2"]);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("parts"));
    }

    [Fact]
    public void Nothing_new_is_seen_after_the_first_pass()
    {
        // With a rate next to nothing, the loss of the one batch that there is stays what it is.
        double[] same = Losses("training.set=4", "training.batch=4"), others = Losses("training.batch=4");
        Assert.All(same, loss => Assert.Equal(same[0], loss, 1e-5));
        Assert.True(others.Max() - others.Min() > 1e-3);
        // Passes of two batches have the same mean, however the sequences are divided.
        double[] passes = Losses("training.set=8", "training.batch=4", "training.report=2", "training.loss=sequence");
        Assert.All(passes, loss => Assert.Equal(passes[0], loss, 1e-4));
    }

    [Fact]
    public void Another_seed_has_another_set() =>
        Assert.NotEqual(Losses("training.set=4")[0], Losses("training.set=4", "seed=2")[0]);

    [Theory]
    [InlineData("training: { steps: 5, set: 0 }", "'training.set': expected an integer from 1 to 16777216")]
    [InlineData("training: { steps: 5, set: 9, curriculum: { start: { length: 2 } } }",
        "'training.set': with 'training.curriculum' the sequences change from level to level, so that they are no fixed set; "
        + "leave one of the two out")]
    public void What_cannot_be_is_refused(string training, string problem) =>
        Assert.Contains(
            _lab.Problems($"name: few\ntask: copy\nmachine: {{ kind: lstm }}\n{training}\n"),
            line => line.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Batches_that_share_a_draw_are_whole()
    {
        const string Config = "name: few\ntask: even-pairs\nmachine: { kind: lstm }\ntraining: { steps: 5, batch: 8, set: 30 }\n";
        Assert.EndsWith(
            "'training.set': the task 'even-pairs' draws something per batch, and 30 sequences are no whole number of batches of 8; "
                + "write 24",
            Assert.Single(_lab.Problems(Config)));
        Assert.Empty(_lab.Problems(Config, "training.set=24"));
    }

    private double[] Losses(params string[] overrides)
    {
        Listener listener = new();
        string[] all = ["training.optimizer.rate=1e-9", "training.report=1", "evaluation.every=null", .. overrides];
        Run.Start(_lab.Load(all), Lab.Options(_lab.In(Guid.NewGuid().ToString("N")), listener));
        return [.. listener.Progress.Select(progress => progress.Loss)];
    }
}
