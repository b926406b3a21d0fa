using System.Text.Json.Nodes;
using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps.Tests;

public sealed class SweepFileTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Each_point_has_every_seed_and_a_folder_of_its_own()
    {
        Sweep sweep = _bench.Load();
        Assert.Equal(["rate=1e-3", "rate=1e-2"], sweep.Points.Select(point => point.Label));
        Assert.Equal(4, sweep.Jobs.Count);
        Assert.Equal(4, sweep.Jobs.Select(job => job.Directory).Distinct().Count());
        Assert.All(sweep.Jobs, job => Assert.Equal(Path.Combine(_bench.Folder, job.Id), job.Directory));
        Experiment last = sweep.Jobs[^1].Load();
        Assert.Equal((0.01, 2, 1), (last.Config.Training.Optimizer.Rate, last.Config.Seed, last.Threads));
        Assert.Same(sweep.Jobs[3], sweep.Find(sweep.Jobs[3].Id));
    }

    [Fact]
    public void A_further_axis_keeps_the_points_that_have_the_value_of_the_config()
    {
        Sweep before = _bench.Load();
        Sweep after = _bench.Load(SweepBench.Rates.Replace("seeds: 1..2", "  machine.memory.slots: [8, 16]\nseeds: 1..3", StringComparison.Ordinal));
        Assert.Equal(4, after.Points.Count);
        Assert.Subset(after.Jobs.Select(job => job.Id).ToHashSet(), before.Jobs.Select(job => job.Id).ToHashSet());
    }

    [Fact]
    public void Points_that_come_to_the_same_config_are_one_and_that_is_known()
    {
        Sweep sweep = _bench.Load(SweepBench.Rates.Replace("[1e-3, 1e-2]", "[1e-3, 0.001, 1e-2]", StringComparison.Ordinal));
        Assert.Equal(2, sweep.Points.Count);
        Assert.Equal(["rate=1e-3", "rate=0.001"], Assert.Single(sweep.Repeated).Select(point => point.Label));
    }

    [Fact]
    public void Overrides_and_sections_as_values_are_those_of_the_config()
    {
        Sweep sweep = _bench.Load("""
            name: methods
            config: config.yaml
            overrides: { training.steps: 12, task.parameters.width: 2 }
            grid:
              training.optimizer: [{ kind: adam, rate: 1e-3 }, { kind: sgd, rate: 1e-2 }]
            """);
        ExperimentConfig[] configs = [.. sweep.Jobs.Select(job => job.Load().Config)];
        Assert.Equal(["adam", "sgd"], configs.Select(config => config.Training.Optimizer.Method.Kind));
        Assert.All(configs, config => Assert.Equal((12, 2.0), (config.Training.Steps!.Value, config.Task.Parameters["width"].Low)));
        Assert.Equal([1], sweep.Definition.Seeds);
        Assert.Equal("optimizer={ kind: adam, rate: 1e-3 }", sweep.Points[0].Label);
    }

    [Fact]
    public void A_task_may_be_an_axis() => Assert.Equal(
        ["copy", "associative-recall"],
        _bench.Load("name: t\nconfig: config.yaml\noverrides: { task: copy, evaluation.parameters: {} }\ngrid: { task: [copy, associative-recall] }\n")
            .Jobs.Select(job => job.Load().Task.Name));

    [Theory]
    [InlineData("training.optimizer.rats: [1]", "sweep.yaml:4:3: 'training.optimizer' of kind rmsprop-graves has no key 'rats'; did you mean 'rate'?")]
    [InlineData("trainin.batch: [1]", "sweep.yaml:4:3: the config has no key 'trainin'; did you mean 'training'?")]
    [InlineData("task.parameters.lenght: [1]", "sweep.yaml:4:3: the task 'copy' has no parameter 'lenght'; did you mean 'length'?")]
    [InlineData("training.optimizer.rate: [1e-3, -1]", "sweep.yaml:4:35: 'training.optimizer.rate': expected a number")]
    [InlineData("machine.memory.slots: [8, many]", "sweep.yaml:4:29: 'machine.memory.slots': expected an integer")]
    [InlineData("name.x: [1]", "'name' is")]
    public void What_is_wrong_with_an_axis_is_said_at_its_place(string axis, string message)
    {
        string[] problems = _bench.Problems($"name: wrong\nconfig: config.yaml\ngrid:\n  {axis}\n");
        Assert.Contains(message, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: a\nconfig: config.yaml\ngird: { a: [1] }\n", "sweep.yaml:3:1: the file has no key 'gird'; did you mean 'grid'?")]
    [InlineData("name: a\nconfig: other.yaml\n", "sweep.yaml:2:1: there is no config 'other.yaml' beside this file or in the current folder")]
    [InlineData("name: a/b\nconfig: config.yaml\n", "'name': expected letters, digits")]
    [InlineData("name: a\nconfig: config.yaml\nseeds: some\n", "sweep.yaml:3:8: 'seeds': expected seeds, as in 1..10 or [1, 3, 5]")]
    [InlineData("name: a\n", "the file has no 'config', which is required")]
    [InlineData("name: a\ntask: copy\nmachine: { kind: ntm }\n", "this is the config of an experiment, not the file of a sweep")]
    [InlineData("name: a\nconfig: config.yaml\non_failure: panic\n", "unknown on_failure 'panic'")]
    public void What_is_wrong_with_the_file_is_said_at_its_place(string yaml, string message) =>
        Assert.Contains(message, _bench.Problems(yaml)[0], StringComparison.Ordinal);

    [Fact]
    public void An_unknown_job_is_answered_with_the_nearest()
    {
        Sweep sweep = _bench.Load();
        string id = sweep.Jobs[0].Id;
        Exception exception = Assert.Throws<Results.RunException>(() => sweep.Find(id[..^1] + "9"));
        Assert.Contains($"did you mean '{id}'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_for_editors_has_every_key()
    {
        JsonObject properties = JsonNode.Parse(SweepSchema.JsonSchema())!["properties"]!.AsObject();
        Assert.Equal(
            [
                "name", "description", "config", "overrides", "from", "with_optimizer", "grid", "paired", "random", "seeds", "threads", "jobs",
                "retries", "on_failure", "launcher", "stored",
            ],
            properties.Select(each => each.Key));
        Assert.All(properties, each => Assert.True(each.Value!["description"]!.ToString().Length > 10));
    }
}
