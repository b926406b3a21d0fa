using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A stop rule that changes when a run is resumed: what it decided by is judged anew.</summary>
public sealed class ChangedRuleTests : IDisposable
{
    private const string Errors = "stop={metric: bit_errors_per_sequence, below: 1000, times: 2}";

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("{metric: sequence_errors, below: 0, times: 1}")]
    [InlineData("{metric: bit_errors_per_sequence, below: 0, times: 2}")]
    [InlineData("{metric: bits_per_sequence, below: 1000, times: 5}")]
    public void A_run_goes_on_by_another_rule_as_if_it_had_had_it_from_the_beginning(string rule)
    {
        string[] metrics = ["training.steps=41", $"stop={rule}"];
        _lab.Start("whole", metrics);
        Assert.Equal(10, _lab.Start("changed", Errors).Step);
        Run.Resume(_lab.In("changed"), Lab.Options(), metrics);
        RunsOnDisk.AssertSame(_lab.In("whole"), _lab.In("changed"));
        using RunDirectory run = RunDirectory.Open(_lab.In("changed"));
        Assert.NotNull(run.Checkpoints().Best());
    }

    [Fact]
    public void The_best_is_the_checkpoint_whose_evaluation_is_the_best_by_the_new_metric()
    {
        _lab.Start("run", Errors);
        Run.Resume(_lab.In("run"), Lab.Options(), ["stop=null", "training.steps=60", "training.checkpoint={every: 5, keep: 2}"]);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        long best = run.ReadMetrics().Where(record => record.Split == "evaluation").MinBy(record => record["bits_per_sequence"])!.Step;
        Assert.Equal(best, run.Checkpoints().Best());
        Assert.Contains(best, run.Checkpoints().List());
    }

    [Fact]
    public void Where_the_best_by_the_new_metric_was_not_kept_the_best_of_those_that_were_is()
    {
        _lab.Start("run", "training.checkpoint={every: 5, keep: 6}");
        Directory.Delete(_lab.In("run/checkpoints/step-00000030"), recursive: true);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(30, run.ReadMetrics().Where(record => record.Split == "evaluation")
            .MinBy(record => record["bits_per_sequence"])!.Step);
        Assert.Equal(30, run.Checkpoints().Best());
        Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=25"]);
        Assert.Equal(25, run.Checkpoints().Best());
    }

    [Fact]
    public void What_no_evaluation_has_measured_marks_none_until_one_does()
    {
        _lab.Start("run", Errors);
        string[] rule = ["stop={metric: accuracy_percent, above: 101, times: 1}"];
        Run.Resume(_lab.In("run"), Lab.Options(), [.. rule, "training.steps=10"]);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Null(run.Checkpoints().Best());
        Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=20"]);
        Assert.Equal(20, run.Checkpoints().Best());
    }
}
