using NeuralMemory.Results;

namespace NeuralMemory.Analysis.Tests;

public sealed class SolveRuleTests : IDisposable
{
    private const string Stop = "stop:\n  metric: bits_per_sequence\n  below: 15\n  above: null\n  times: 2";
    private const string Published = "published:\n  metric: bits_per_sequence\n  value: 9\n  tolerance: 1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stop_rule_is_met_when_its_streak_is_full()
    {
        RunFacts run = Run(new() { Stop = Stop, Curve = [90, 10, 40, 10, 10, 50] });
        Assert.Equal(new Solution(500, 1000, 5), SolveRule.Of(run.Config)!.Find(run));
        Assert.Equal("bits_per_sequence below 15 in 2 consecutive evaluations", SolveRule.Of(run.Config)!.ToString());
    }

    [Fact]
    public void A_run_that_ended_early_was_solved_at_its_end()
    {
        SolveRule rule = SolveRule.Of(Run(new() { Stop = Stop }).Config)!;
        Assert.Equal(new Solution(700, 1400, 10), rule.Find(Run(new() { Stop = Stop, Curve = [90], Step = 700 })));
        Assert.Null(rule.Find(Run(new() { Stop = Stop, Curve = [90], Step = 1000 })));
        Assert.Null(rule.Find(Run(new() { Stop = Stop, Curve = [90], Step = 700, State = RunState.Failed })));
    }

    [Theory]
    [InlineData(9.5, 200L)]
    [InlineData(10, 200L)]
    [InlineData(10.5, null)]
    public void A_published_figure_has_to_hold_at_the_end_and_counts_since_it_first_did(double final, long? step)
    {
        RunFacts run = Run(new() { Published = Published, Curve = [90, 9, 40], Final = final });
        SolveRule rule = SolveRule.Of(run.Config)!;
        Assert.Equal(step, rule.Find(run)?.Step);
        Assert.Equal("bits_per_sequence at most 10 at the end", rule.ToString());
    }

    [Fact]
    public void A_config_without_a_bound_has_no_rule() => Assert.Null(SolveRule.Of(Run(new()).Config));

    [Fact]
    public void A_run_that_was_not_solved_takes_longer_than_its_training_and_one_that_diverged_for_ever()
    {
        SolveRule rule = SolveRule.Parse("bits_per_sequence<1")!;
        Assert.Equal(new Duration(2000, false), Sequences(new() { Curve = [90] }));
        Assert.Equal(new Duration(double.PositiveInfinity, false), Sequences(new() { Curve = [90], State = RunState.Diverged }));
        Assert.Equal(new Duration(400, true), Sequences(new() { Curve = [90, 0.5], State = RunState.Diverged }));

        Duration Sequences(WrittenRun written) => Run(written) is var run
            ? rule.Duration(run, solved => solved.Sequences, run.Sequences)
            : default;
    }

    [Theory]
    [InlineData("bits_per_sequence < 0.1", "bits_per_sequence below 0.1 in an evaluation")]
    [InlineData("accuracy_percent.node>=99", "accuracy_percent.node at least 99 in an evaluation")]
    [InlineData("bleu > 1e2", "bleu above 100 in an evaluation")]
    [InlineData("x <= -1", "x at most -1 in an evaluation")]
    [InlineData("x = 1", null)]
    [InlineData("< 1", null)]
    [InlineData("x <", null)]
    [InlineData("x < y", null)]
    [InlineData("x y < 1", null)]
    [InlineData("", null)]
    public void A_rule_can_be_written(string text, string? words) => Assert.Equal(words, SolveRule.Parse(text)?.ToString());

    private RunFacts Run(WrittenRun written) => RunFacts.Read(written.At(_folder / Path.GetRandomFileName()));
}
