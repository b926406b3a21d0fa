using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Where a config does not say how many sequences make a shard, the batch does.</summary>
public sealed class DefaultShardTests : IDisposable
{
    private static readonly string WithoutShard = Lab.Small.Replace("  shard: 2\n", "", StringComparison.Ordinal);

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(1, 8)]
    [InlineData(4, 8)]
    [InlineData(5, 4)]
    [InlineData(16, 4)]
    [InlineData(127, 4)]
    [InlineData(128, 8)]
    [InlineData(65536, 8)]
    public void It_follows_from_the_batch(int batch, int shard)
    {
        string config = _lab.Config(WithoutShard);
        Assert.Equal(shard, Experiment.Load(config, [$"training.batch={batch}"]).Config.Training.Shard);
        Assert.Equal(shard, Experiment.Load(config, [$"training.batch={batch}", "training.threads=16"]).Config.Training.Shard);
        Assert.Equal(3, Experiment.Load(config, [$"training.batch={batch}", "training.shard=3"]).Config.Training.Shard);
    }

    [Fact]
    public void A_run_records_it_and_a_run_that_recorded_another_keeps_that()
    {
        Start("by-batch");
        Start("said", "training.shard=4");
        Start("before", "training.shard=8");
        Assert.Contains("shard: 4", Text("by-batch"), StringComparison.Ordinal);
        Assert.Contains("shard: 8", Text("before"), StringComparison.Ordinal);
        RunsOnDisk.AssertSame(_lab.In("said"), _lab.In("by-batch"));
        // So many sequences side by side have other last bits.
        Assert.NotEqual(Weights("before"), Weights("by-batch"));

        void Start(string name, params string[] said) => Run.Start(
            Experiment.Load(_lab.Config(WithoutShard), ["training.batch=16", "training.steps=10", .. said]), Lab.Options(_lab.In(name)));

        string Text(string name) => File.ReadAllText(Path.Combine(_lab.In(name), RunFiles.Config));

        byte[] Weights(string name) =>
            File.ReadAllBytes(Path.Combine(_lab.In(name), "checkpoints", "step-00000010", "weights.safetensors"));
    }
}
