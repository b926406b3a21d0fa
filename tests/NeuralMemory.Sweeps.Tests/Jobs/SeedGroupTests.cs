using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps.Tests;

public sealed class SeedGroupTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_group_is_a_folder_of_seeds_on_a_thread_each()
    {
        SeedGroup group = new(_bench.In("config.yaml"), ["training.steps=10"], [1, 3], _bench.In("group"));
        Assert.Equal(["seed-1", "seed-3"], group.Jobs.Select(job => job.Id));
        Assert.Equal(Path.Combine(_bench.In("group"), "seed-3"), group.Jobs[1].Directory);
        Assert.Equal((3, 1), (group.Jobs[1].Load().Config.Seed, group.Jobs[1].Load().Threads));
        Assert.Equal(Path.Combine("results", "small"), new SeedGroup(_bench.In("config.yaml"), [], [1]).Folder);
        Assert.Equal(2, new SeedGroup(_bench.In("config.yaml"), ["training.threads=2"], [1]).Experiment.Threads);
        _bench.Run(group.Jobs, sideBySide: 2);
        Assert.Equal([1, 3], SeedFolder.In(group.Folder));
    }

    [Fact]
    public void The_folder_of_a_run_is_no_groups()
    {
        Run.Start(Experiment.Load(_bench.In("config.yaml")), Lab.Options(_bench.In("group")));
        Assert.Contains("is a run, and the runs of a group have folders of their own",
            Assert.Throws<RunException>(() => new SeedGroup(_bench.In("config.yaml"), [], [1], _bench.In("group"))).Message,
            StringComparison.Ordinal);
    }
}
