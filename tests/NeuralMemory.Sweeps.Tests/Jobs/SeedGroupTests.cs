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
    public void Each_seed_begins_with_the_weights_of_another_run_and_goes_on_as_long_as_they_are_asked_for()
    {
        Run.Start(Experiment.Load(_bench.In("config.yaml")), Lab.Options(_bench.In("base")));
        WarmStart start = new(_bench.In("base"));
        SeedGroup group = Of(start);
        _bench.Run(group.Jobs);
        foreach (Job job in group.Jobs)
        {
            using RunDirectory run = RunDirectory.Open(job.Directory);
            Assert.Equal(_bench.In("base"), run.ReadOrigin()!.Run);
            Assert.Equal(30, run.ReadOrigin()!.Step);
        }

        Assert.Equal([JobAction.Skip, JobAction.Skip], Actions(Of(start)));
        Assert.Equal([JobAction.Skip, JobAction.Skip], Actions(Of(start with { Step = 30 })));
        string began = $"it began with the weights of '{_bench.In("base")}', step 30";
        Assert.Equal($"{began}, and is now to begin with the weights of its seed", JobPlan.Of(Of(null).Jobs[0]).Reason);
        Assert.StartsWith($"{began}, without its optimizer, and is now to begin with",
            JobPlan.Of(Of(start with { WithOptimizer = true }).Jobs[0]).Reason, StringComparison.Ordinal);
        Assert.Throws<RunException>(() => Of(new(_bench.In("other"))));
        SeedGroup cold = new(_bench.In("config.yaml"), [], [1], _bench.In("cold"));
        _bench.Run(cold.Jobs);
        Assert.StartsWith($"it began with the weights of its seed, and is now to begin with the weights of '{_bench.In("base")}'", JobPlan.Of(
            new SeedGroup(_bench.In("config.yaml"), [], [1], _bench.In("cold"), start).Jobs[0]).Reason, StringComparison.Ordinal);
        Assert.Equal(["--from", _bench.In("base") + "@30", "--with-optimizer"],
            Of(start with { WithOptimizer = true }).TrainArguments("1").TakeLast(3));

        SeedGroup Of(WarmStart? origin) => new(_bench.In("config.yaml"), [], [1, 2], _bench.In("group"), origin);

        static IEnumerable<JobAction> Actions(SeedGroup group) => group.Jobs.Select(job => JobPlan.Of(job).Action);
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
