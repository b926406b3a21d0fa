using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments.Tests;

public sealed class StopRuleTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Steps_end_a_run()
    {
        RunOutcome outcome = _lab.Start("run", "training.steps=3");
        Assert.Equal((RunState.Done, 3L, 12L, "all 3 steps are made"), (outcome.State, outcome.Step, outcome.Sequences, outcome.Reason));
    }

    [Theory]
    [InlineData(12, 3)]
    [InlineData(13, 4)]
    public void Sequences_end_a_run_with_the_batch_that_reaches_them(int sequences, int steps)
    {
        RunOutcome outcome = _lab.Start("run", $"training.sequences={sequences}", "training.steps=null");
        Assert.Equal((steps, $"all {sequences} sequences are seen"), ((int)outcome.Step, outcome.Reason));
    }

    [Fact]
    public void The_first_of_two_bounds_counts() => Assert.Equal(2, _lab.Start("run", "training.sequences=8").Step);

    [Fact]
    public void A_metric_below_its_bound_in_consecutive_evaluations_ends_a_run()
    {
        RunOutcome outcome = _lab.Start("run", "stop={metric: bits_per_sequence, below: 1000, times: 3}");
        Assert.Equal((15L, "bits_per_sequence was below 1000 in 3 consecutive evaluations"), (outcome.Step, outcome.Reason));
    }

    [Fact]
    public void One_evaluation_is_told_as_one() => Assert.Equal(
        "bits_per_sequence was below 1000 in an evaluation",
        _lab.Start("run", "stop={metric: bits_per_sequence, below: 1000, times: 1}").Reason);

    [Fact]
    public void What_a_rule_looks_at_is_recorded_though_the_task_does_not_ask_for_it()
    {
        string[] rule = ["stop={metric: accuracy_percent, above: 99, times: 1}", "evaluation.grid={length: [2, 3]}"];
        string[] own = [.. _lab.Load().Task.Metrics.Select(metric => metric.Name)];
        Assert.DoesNotContain("accuracy_percent", own);
        RunOutcome outcome = _lab.Start("run", rule);
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        IEnumerable<IReadOnlyList<MetricValue>> recorded =
        [
            .. run.ReadMetrics().Where(record => record.Split == "evaluation").Select(record => record.Values),
            .. run.Evaluations.Read().Select(evaluation => evaluation.Metrics),
            .. _lab.Evaluate("run").Select(result => result.Metrics),
        ];
        Assert.Equal(6 + 3 + 1, recorded.Count());
        Assert.All(recorded, metrics => Assert.Equal([.. own, "accuracy_percent"], metrics.Select(metric => metric.Name)));
        TaskMetric metric = new(MetricKind.AccuracyPercent);
        Assert.All(outcome.Evaluations, result => Assert.Equal(result.Scores.Value(metric), result.Metrics[^1].Value));
    }

    [Fact]
    public void What_a_rule_looks_at_is_recorded_once_where_the_task_asks_for_it()
    {
        RunOutcome outcome = _lab.Start("run", "stop={metric: bits_per_sequence, below: 0.001, times: 1}");
        Assert.Equal(_lab.Load().Task.Metrics.Select(metric => metric.Name), outcome.Evaluations[0].Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void A_bound_is_not_met_by_equality()
    {
        RunOutcome outcome = _lab.Start("run", "stop={metric: sequence_errors, below: 0, times: 1}");
        Assert.Equal(30, outcome.Step);
    }

    [Fact]
    public void A_stop_rule_counts_on_after_a_resume()
    {
        using Stopper observer = new(5);
        Run.Start(
            _lab.Load("stop={metric: bits_per_sequence, below: 1000, times: 3}"),
            Lab.Options(_lab.In("run"), observer), observer.Token);
        Assert.Equal(15, Run.Resume(_lab.In("run"), Lab.Options()).Step);
    }

    [Fact]
    public void A_run_without_its_stop_rule_goes_on()
    {
        _lab.Start("run", "stop={metric: bits_per_sequence, below: 1000, times: 1}");
        Assert.Equal(30, Run.Resume(_lab.In("run"), Lab.Options(), ["stop=null"]).Step);
    }
}
