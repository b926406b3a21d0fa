using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps.Tests;

public sealed class SweepWeightsTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public SweepWeightsTests() => Train(10);

    public void Dispose() => _bench.Dispose();

    private string Source => _bench.In("source");

    private string Rates => SweepBench.Rates + $"from: '{Source}'\n";

    [Fact]
    public void A_group_begins_with_the_weights_of_another_run()
    {
        SeedGroup group = Group(new(Source));
        _bench.Run(group.Jobs);
        foreach (Job job in group.Jobs)
        {
            using RunDirectory run = RunDirectory.Open(job.Directory);
            Assert.Equal((10, group.From!.WeightsSha256), (run.ReadOrigin()!.Step, run.ReadOrigin()!.WeightsSha256));
            Assert.Equal(group.From.WeightsSha256, run.Checkpoints().Load(0).WeightsHash);
        }

        // Asked for again, all is there.
        Assert.All(Group(new(Source)).Jobs, job => Assert.Equal(JobAction.Skip, JobPlan.Of(job).Action));
        Assert.Equal(["--from", $"{Source}@10"], group.TrainArguments("1").TakeLast(2));
        Assert.Equal("--with-optimizer", Group(new(Source) { WithOptimizer = true }).TrainArguments("1")[^1]);
    }

    [Fact]
    public void A_seed_that_is_killed_goes_on_with_the_weights_that_it_began_with()
    {
        SeedGroup group = Group(new(Source));
        using (CancellationTokenSource stop = new())
        {
            stop.Cancel();
            _bench.Run([group.Jobs[0]], token: stop.Token);
        }

        JobPlan plan = JobPlan.Of(group.Jobs[0]);
        if (plan.Action == JobAction.Begin)
            Run.Start(group.Jobs[0].Load(), Lab.Options(group.Jobs[0].Directory) with { From = group.From }, new(canceled: true));
        Assert.Equal(JobAction.Resume, JobPlan.Of(group.Jobs[0]).Action);
        _bench.Run(group.Jobs);
        Assert.Equal(group.From!.WeightsSha256, OriginOf(group.Jobs[0])!.WeightsSha256);
        Assert.Equal(JobState.Done, JobStatus.Of(group.Jobs[0]).State);
    }

    [Fact]
    public void Seeds_of_other_weights_are_refused_in_words()
    {
        _bench.Run([Group(new(Source)).Jobs[0]]);
        _bench.Run([Group(null).Jobs[1]]);
        Assert.Contains($"it began with the weights of '{Source}', step 10, and is now to begin with the weights of its seed",
            Refusal(Group(null).Jobs[0]), StringComparison.Ordinal);
        Assert.Contains("it began with the weights of its seed, and is now to begin with the weights of",
            Refusal(Group(new(Source)).Jobs[1]), StringComparison.Ordinal);
        Assert.Contains("step 10, without its optimizer, and is now to begin with",
            Refusal(Group(new(Source) { WithOptimizer = true }).Jobs[0]), StringComparison.Ordinal);
        Run.Resume(Source, Lab.Options(Source), ["training.steps=20"]);
        Assert.Contains($"step 20; to go on with what it began with, name its step: --from {Source}@10",
            Refusal(Group(new(Source)).Jobs[0]), StringComparison.Ordinal);
        Assert.Equal(JobAction.Skip, JobPlan.Of(Group(new(Source) { Step = 10 }).Jobs[0]).Action);
    }

    [Fact]
    public void A_sweep_keeps_the_weights_that_it_was_begun_with()
    {
        Sweep sweep = _bench.Write(Rates);
        Assert.Empty(sweep.Points.Select(point => point.Id).Intersect(_bench.Load().Points.Select(point => point.Id)));
        _bench.Run([sweep.Jobs[0]]);
        Assert.Equal((Source, 10L), (OriginOf(sweep.Jobs[0])!.Run, OriginOf(sweep.Jobs[0])!.Step));
        Run.Resume(Source, Lab.Options(Source), ["training.steps=20"]);
        foreach (Sweep later in (Sweep[])[SweepFolder.Open(_bench.Folder), _bench.Load(Rates)])
        {
            Assert.Equal(sweep.From, later.From);
            Assert.Equal(sweep.Points.Select(point => point.Id), later.Points.Select(point => point.Id));
            Assert.Equal(JobAction.Skip, JobPlan.Of(later.Jobs[0]).Action);
        }

        // Other weights, and what the optimizer remembers, make other points.
        string[] ids = [.. sweep.Points.Select(point => point.Id)];
        string others = Rates.Replace("source'", "source@20'", StringComparison.Ordinal);
        Assert.Empty(_bench.Load(others).Points.Select(point => point.Id).Intersect(ids));
        Assert.Empty(_bench.Load(Rates + "with_optimizer: true\n").Points.Select(point => point.Id).Intersect(ids));
    }

    [Fact]
    public void A_run_that_was_trained_anew_gives_no_other_weights_unawares()
    {
        Sweep sweep = _bench.Write(Rates);
        Directory.Delete(Source, recursive: true);
        Train(10, seed: 2);
        Audience audience = _bench.Run([SweepFolder.Open(_bench.Folder).Jobs[0]]).Audience;
        Assert.Contains("the run was trained anew", Assert.Single(audience.Errors).Value.Message, StringComparison.Ordinal);
        Assert.False(RunDirectory.IsRun(sweep.Jobs[0].Directory));
    }

    [Fact]
    public void Nonsense_is_refused_before_anything_begins()
    {
        Assert.Contains("sweep.yaml:6:1: 'from': expected a run, RUN@STEP or RUN@best, found 'source@last'",
            _bench.Problems(SweepBench.Rates + "from: source@last\n")[0], StringComparison.Ordinal);
        Assert.Contains("sweep.yaml:6:1: 'with_optimizer' takes what another run's optimizer remembers",
            _bench.Problems(SweepBench.Rates + "with_optimizer: true\n")[0], StringComparison.Ordinal);
        Assert.Contains("there is no run", Assert.Throws<RunException>(() => _bench.Load(SweepBench.Rates + "from: nowhere\n")).Message,
            StringComparison.Ordinal);
        string[] problems = _bench.Problems(Rates.Replace(
            "training.optimizer.rate: [1e-3, 1e-2]", "machine.controller.units: [12, 7]", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("units=7: the weights do not fit", StringComparison.Ordinal));
        Assert.Throws<InvalidInputException>(() => new SeedGroup(
            _bench.In("config.yaml"), ["machine.controller.units=99"], [1], _bench.In("group"), new(Source)));
        Assert.False(Directory.Exists(_bench.Folder));
    }

    private SeedGroup Group(WarmStart? from) => new(_bench.In("config.yaml"), ["training.steps=10"], [1, 2], _bench.In("group"), from);

    private void Train(int steps, int seed = 1) => Run.Start(
        Experiment.Load(_bench.In("config.yaml"), [$"training.steps={steps}"], seed), Lab.Options(Source));

    private static string Refusal(Job job)
    {
        JobPlan plan = JobPlan.Of(job);
        Assert.Equal(JobAction.Refuse, plan.Action);
        return plan.Reason!;
    }

    private static RunOrigin? OriginOf(Job job)
    {
        using RunDirectory run = RunDirectory.Open(job.Directory);
        return run.ReadOrigin();
    }
}
