using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Sweeps.Tests;

public sealed class ExperimentRulesTests
{
    private const string Bits = "bits_per_sequence", Accuracy = "accuracy_percent";

    private static readonly ExperimentConfig Config = new()
    {
        Training = new() { Steps = 1000 },
        Published = new() { Value = 1, Tolerance = 0.5 },
    };

    private static readonly ExperimentConfig WithRule =
        Config with { Stop = new() { Metric = new(MetricKind.BitsPerSequence), Below = 2, Times = 2 } };

    [Fact]
    public void A_rule_is_met_by_its_last_consecutive_evaluation()
    {
        Assert.Equal(new(500, 500, 5), Solved(WithRule, Curve(9, 1, 3, 1, 1.9, 9), Status(600), Final(9)));
        Assert.Null(Solved(WithRule, Curve(9, 1, 2, 1, 2), Status(1000), Final(1)));
    }

    [Fact]
    public void A_run_that_ended_before_its_steps_met_a_rule_of_a_metric_that_is_not_written() =>
        Assert.Equal(new(600, 600, 6), Solved(
            WithRule with { Stop = WithRule.Stop! with { Metric = new(MetricKind.SequenceErrors) } }, Curve(9, 1),
            Status(600), Final(1)));

    [Fact]
    public void Without_a_rule_a_run_is_solved_that_ends_at_the_bar_since_it_first_came_there()
    {
        Assert.Equal(new(200, 200, 2), Solved(Config, Curve(9, 1.5, 2, 1), Status(1000), Final(1.2)));
        Assert.Equal(new(1000, 1000, 10), Solved(Config, Curve(9, 8), Status(1000), Final(1.5)));
        Assert.Null(Solved(Config, Curve(9, 1), Status(1000), Final(1.51)));
        Assert.Null(Solved(Config, Curve(9, 1), Status(500), null));
    }

    [Fact]
    public void Of_a_metric_that_is_the_better_the_higher_it_is_the_bar_is_below_the_figure()
    {
        ExperimentConfig config = Config with { Published = new() { Metric = Accuracy, Value = 99, Tolerance = 1 } };
        Assert.Equal(new(200, 200, 2), Solved(config, Curve(Accuracy, 50, 98, 97, 100), Status(1000), Final(98, Accuracy)));
        Assert.Null(Solved(config, Curve(Accuracy, 50, 100), Status(1000), Final(97.9, Accuracy)));
        Assert.Equal("accuracy_percent at least 98 at the end", ExperimentRules.SolvedBy(config)?.ToString());
    }

    [Fact]
    public void It_is_told_in_words()
    {
        StopConfig above = new() { Metric = new(MetricKind.AccuracyPercent), Below = null, Above = 99, Times = 1 };
        Assert.Equal("accuracy_percent above 99 in an evaluation", ExperimentRules.SolvedBy(Config with { Stop = above })?.ToString());
        Assert.Equal("bits_per_sequence below 2 in 2 consecutive evaluations", ExperimentRules.SolvedBy(WithRule)?.ToString());
        Assert.Equal("bits_per_sequence at most 1.5 at the end", ExperimentRules.SolvedBy(Config)?.ToString());
    }

    private static Solution? Solved(ExperimentConfig config, MetricsRecord[] evaluations, RunStatus status, Evaluation? final) =>
        ExperimentRules.SolvedBy(config)!.Find(evaluations, status, final, config.Training.TotalSteps);

    private static MetricsRecord[] Curve(params double[] bits) => Curve(Bits, bits);

    private static MetricsRecord[] Curve(string metric, params double[] values) =>
    [
        .. values.Select((value, i) => new MetricsRecord
        {
            Step = 100 * (i + 1),
            Sequences = 100 * (i + 1),
            Split = "evaluation",
            Values = [new(metric, value)],
            Seconds = i + 1,
        }),
    ];

    private static RunStatus Status(long step) =>
        new() { State = RunState.Done, Step = step, Sequences = step, Seconds = step / 100.0, Updated = DateTimeOffset.UnixEpoch };

    private static Evaluation Final(double value, string metric = Bits) => new()
    {
        Name = "final",
        Step = 1,
        Sequences = 1,
        Parameters = [],
        Episodes = 1,
        Metrics = [new(metric, value)],
    };
}
