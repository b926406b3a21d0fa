using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>Verdicts on machines that fail as published, and on differences that a paper claims.</summary>
public sealed class VerdictTests
{
    private static readonly PublishedFigure Fails = new() { Value = 0, Tolerance = 0.5, Result = PublishedResult.Fails };

    [Theory]
    [InlineData(0.51, Verdict.Reproduced, "it fails, as published")]
    [InlineData(200, Verdict.Reproduced, "it fails, as published")]
    [InlineData(0.5, Verdict.Better, "it comes to the figure, and the paper's does not")]
    [InlineData(-1, Verdict.Better, "it comes to the figure, and the paper's does not")]
    public void A_baseline_that_fails_reproduces_one_that_failed(double median, Verdict verdict, string why)
    {
        ReproductionOutcome outcome = Seeds.Outcome(Fails, Seeds.Done(1, median), Seeds.Done(2, median), Seeds.Done(3, 0));
        Assert.Equal((verdict, verdict, why), (outcome.Verdict, outcome.FigureVerdict, VerdictText.Why(outcome)));
    }

    [Theory]
    [InlineData(49, Verdict.Reproduced)]
    [InlineData(88, Verdict.Better)]
    [InlineData(95, Verdict.Better)]
    public void Where_more_is_better_less_is_failing(double median, Verdict verdict)
    {
        PublishedFigure figure = Fails with { Value = 90, Tolerance = 2 };
        Assert.Equal(verdict, (Seeds.Outcome(figure, Seeds.Done(1, median)) with { HigherIsBetter = [Seeds.Metric] }).Verdict);
    }

    [Theory]
    [InlineData(RunState.Diverged)]
    [InlineData(RunState.Failed)]
    public void Training_that_broke_down_is_no_failure_as_published(RunState state)
    {
        ReproductionOutcome outcome = Seeds.Outcome(Fails, Seeds.Done(1, 9), Seeds.Of(2, state), Seeds.Of(3, state));
        Assert.Equal((Verdict.NotReproduced, "the median seed diverged or failed, which is not what was published"),
            (outcome.Verdict, VerdictText.Why(outcome)));
    }

    [Theory]
    [InlineData(1000L, Verdict.Reproduced)]
    [InlineData(1001L, Verdict.Incomplete)]
    public void What_was_trained_less_than_the_papers_may_still_come_to_the_figure(long papers, Verdict verdict)
    {
        ReproductionOutcome outcome = Seeds.Outcome(Fails with { Sequences = papers }, Seeds.Done(1, 9));
        Assert.Equal(verdict, outcome.Verdict);
        Assert.Equal(verdict == Verdict.Reproduced ? "it fails, as published"
            : "it does not come to the figure, as published, but was trained on 1,000 sequences in the median, and the paper's on 1,001",
            VerdictText.Why(outcome));
        // One that comes to it has shown that it does, however soon.
        Assert.Equal(Verdict.Better, Seeds.Outcome(Fails with { Sequences = papers }, Seeds.Done(1, 0)).Verdict);
    }

    [Fact]
    public void While_seeds_have_not_ended_nothing_is_said()
    {
        ReproductionOutcome outcome = Seeds.Outcome(Fails, Seeds.Done(1, 9), Seeds.Of(2, RunState.Running));
        Assert.Equal((Verdict.Incomplete, null), (outcome.Verdict, VerdictText.Why(outcome)));
    }

    [Theory]
    [InlineData(0, 100L, 300L, Verdict.Reproduced, "the figure is reproduced, the contrast is met")]
    [InlineData(0, 100L, 299L, Verdict.NotReproduced, "the figure is reproduced, the contrast is missed")]
    [InlineData(0, 100L, null, Verdict.Reproduced, "the figure is reproduced, the contrast is met")]
    [InlineData(0, 400L, null, Verdict.Incomplete, "the figure is reproduced, the contrast is not known yet")]
    [InlineData(-5, 100L, 300L, Verdict.Better, "the figure is better, the contrast is met")]
    [InlineData(9, 100L, 300L, Verdict.NotReproduced, "the figure is not reproduced, the contrast is met")]
    public void A_difference_that_the_paper_claims_is_in_the_verdict(double final, long own, long? other, Verdict verdict, string why)
    {
        PublishedFigure figure = new() { Value = 0, Tolerance = 0.5, Contrast = new() { With = "plain", Times = 3 } };
        ReproductionOutcome[] folder =
        [
            Seeds.Outcome(figure, Seeds.Done(1, final, own)) with { Name = "repaired" },
            Seeds.Outcome(Fails, Seeds.Done(1, other is null ? 9 : 0, other)) with { Name = "plain" },
        ];
        ReproductionOutcome outcome = ContrastOutcome.Link(folder)[0];
        Assert.Equal((verdict, why), (outcome.Verdict, VerdictText.Why(outcome)));
        Assert.Equal(final switch { 0 => Verdict.Reproduced, < 0 => Verdict.Better, _ => Verdict.NotReproduced }, outcome.FigureVerdict);
        Assert.Equal(other is null ? Verdict.Reproduced : Verdict.Better, ContrastOutcome.Link(folder)[1].Verdict);
    }

    [Fact]
    public void Without_the_other_config_a_difference_is_not_known()
    {
        PublishedFigure figure = new() { Tolerance = 0.5, Contrast = new() { With = "plain" } };
        ReproductionOutcome outcome = Seeds.Outcome(figure, Seeds.Done(1, 0, 100));
        Assert.Equal((Verdict.Incomplete, Verdict.Reproduced), (outcome.Verdict, outcome.FigureVerdict));
        Assert.Null(VerdictText.Why(Seeds.Outcome(figure with { Contrast = null }, Seeds.Done(1, 0, 100))));
    }
}
