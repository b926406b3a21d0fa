using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions.Tests;

public sealed class SeedPlanTests : IDisposable
{
    private readonly Bench _bench = new();

    public SeedPlanTests() => _bench.Run(jobs: 1, [1]);

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("name: small", "name: other\ndescription: words")]
    [InlineData("checkpoint: { every: 10, keep: 3 }", "checkpoint: { every: 7, keep: 1 }")]
    [InlineData("report: 7", "report: 3")]
    [InlineData("value: 6", "value: 7\n  note: changed")]
    [InlineData("threads: 1", "threads: 2")]
    public void What_changes_no_result_leaves_a_run_done(string before, string after)
    {
        Change(before, after);
        Assert.Equal(JobAction.Skip, _bench.Plan(1).Action);
    }

    [Theory]
    [InlineData("rate: 1e-3", "rate: 1e-2", "training.optimizer.rate is 0.001 there and 0.01 in the config")]
    [InlineData("units: 12", "units: 13", "machine.controller.units is 12 there and 13 in the config")]
    [InlineData("length: [1, 4] }", "length: [1, 5] }", "task.parameters.length is [1, 4] there and [1, 5] in the config")]
    [InlineData("episodes: 20", "episodes: 21", "evaluation.episodes is 20 there and 21 in the config")]
    [InlineData("slots: 8", "slots: 9", "machine.memory.slots is 8 there and 9 in the config")]
    [InlineData("published:", "stop: { below: 0.1 }\npublished:", "stop is null there and not there in the config")]
    [InlineData("steps: 30", "steps: 20", "it has made 30 steps, and the config now has 20")]
    public void A_run_of_another_experiment_is_refused_with_the_difference_and_moved_aside_when_told(
        string before, string after, string difference)
    {
        Change(before, after);
        JobPlan plan = _bench.Plan(1);
        Assert.Equal(JobAction.Refuse, plan.Action);
        Assert.Contains(difference, plan.Reason, StringComparison.Ordinal);
        SeedOutcome seed = _bench.Read(1).Seeds[0];
        Assert.Equal((null, plan.Reason), (seed.State, seed.Reason));
        Assert.Equal(JobAction.BeginAnew, _bench.Plan(1, force: true).Action);
    }

    [Fact]
    public void A_task_that_was_changed_makes_another_experiment_and_its_comments_do_not()
    {
        string task = File.ReadAllText(Path.Combine(Lab.Repository, "tasks", "copy.yaml"));
        File.WriteAllText(_bench.In("paper/mine.yaml"), "# mine\n" + task);
        Change("name: copy", "name: mine.yaml");
        Assert.Equal(JobAction.Skip, _bench.Plan(1).Action);
        File.WriteAllText(_bench.In("paper/mine.yaml"), task.Replace("version: 1", "version: 2", StringComparison.Ordinal));
        JobPlan plan = _bench.Plan(1);
        Assert.Equal(JobAction.Refuse, plan.Action);
        Assert.Contains("task.yaml: version is 1 there and 2 in the config", plan.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_longer_training_is_the_run_that_had_it_from_the_beginning()
    {
        Change("steps: 30", "steps: 40");
        JobPlan plan = _bench.Plan(1);
        Assert.Equal((JobAction.Resume, 30), (plan.Action, plan.Step));
        Assert.Equal(RunState.Interrupted, _bench.Read(1).Seeds[0].State);
        _bench.Run(jobs: 1, [1]);
        Assert.Equal(JobAction.Skip, _bench.Plan(1).Action);
        Run.Start(_bench.Reproduction.Load(1), Lab.Options(_bench.In("whole")));
        RunsOnDisk.AssertSameCheckpoint(
            RunDirectory.Open(_bench.In("whole")).Checkpoints().Load(),
            RunDirectory.Open(_bench.Reproduction.RunOf(1)).Checkpoints().Load());
    }

    [Fact]
    public void Another_grid_is_measured_without_training()
    {
        Change("  parameters: { length: 4 }", "  parameters: { length: 4 }\n  grid: { length: [2, 4], slots: [8, 16] }");
        JobPlan plan = _bench.Plan(1);
        Assert.Equal(JobAction.Resume, plan.Action);
        _bench.Run(jobs: 1, [1]);
        ReproductionOutcome outcome = _bench.Read(1);
        Assert.Equal((30, 4), (outcome.Seeds[0].Steps, outcome.Seeds[0].Grid.Count));
        Assert.Equal(("length", 1, 4), (outcome.Axes[0].Name, outcome.Axes[0].TrainedLow, outcome.Axes[0].TrainedHigh));
        Assert.Equal(("slots", 8, 8), (outcome.Axes[1].Name, outcome.Axes[1].TrainedLow, outcome.Axes[1].TrainedHigh));
        Assert.Equal(16, outcome.Seeds[0].Grid[3].Slots);
        Change("slots: [8, 16]", "slots: [8]");
        Assert.Equal(JobAction.Skip, _bench.Plan(1).Action);
        Assert.Equal(2, _bench.Read(1).Seeds[0].Grid.Count);
    }

    [Fact]
    public void A_run_that_another_process_is_at_is_left_to_it()
    {
        using RunDirectory run = RunDirectory.OpenForWriting(_bench.Reproduction.RunOf(1));
        Assert.Equal(JobAction.InUse, _bench.Plan(1, force: true).Action);
    }

    [Fact]
    public void A_run_that_was_done_and_that_another_process_has_taken_up_again_is_running()
    {
        Change("  parameters: { length: 4 }", "  parameters: { length: 4 }\n  grid: { length: [2, 4] }");
        using RunDirectory run = RunDirectory.OpenForWriting(_bench.Reproduction.RunOf(1));
        SeedOutcome seed = _bench.Read(1).Seeds[0];
        Assert.Equal(RunState.Running, seed.State);
        Assert.Null(seed.Final);
        Assert.Empty(seed.Grid);
    }

    [Fact]
    public void A_config_that_says_nothing_published_is_no_reproduction()
    {
        Change(Bench.Published, "");
        InvalidInputException exception = Assert.Throws<InvalidInputException>(() => _bench.Plan(1));
        Assert.Contains("no section 'published'", exception.Message, StringComparison.Ordinal);
    }

    private void Change(string before, string after)
    {
        string path = _bench.In("paper/small.yaml"), yaml = File.ReadAllText(path);
        Assert.Contains(before, yaml, StringComparison.Ordinal);
        File.WriteAllText(path, yaml.Replace(before, after, StringComparison.Ordinal));
    }
}
