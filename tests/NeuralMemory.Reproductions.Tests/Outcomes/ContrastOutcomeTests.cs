using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

public sealed class ContrastOutcomeTests
{
    private const string Claim = "plain takes at least 3 times the sequences in the median, or is not solved";

    [Theory]
    [InlineData(300, true, "3 times: 100 sequences against 300")]
    [InlineData(299, false, "2.99 times: 100 sequences against 299")]
    [InlineData(50, false, "0.5 times: 100 sequences against 50")]
    public void The_median_seeds_are_compared(long other, bool met, string found)
    {
        ContrastOutcome contrast = Contrast(
            [Seeds.Done(1, 0, 40), Seeds.Done(2, 0, 100), Seeds.Done(3, 9)],
            [Seeds.Done(1, 0, 40), Seeds.Done(2, 0, other), Seeds.Done(3, 9)]);
        Assert.Equal((100.0, other, other / 100.0, false),
            (contrast.OwnMedian, contrast.OtherMedian, contrast.Ratio, contrast.IsBound));
        Assert.Equal(new(Claim, found, met), contrast.Own.Aims.Single());
    }

    [Theory]
    [InlineData(333, true)]
    [InlineData(334, null)]
    public void One_that_is_never_solved_takes_longer_than_its_training(long own, bool? met)
    {
        ContrastOutcome contrast = Contrast([Seeds.Done(1, 0, own)], [Seeds.Done(1, 9), Seeds.Of(2, RunState.Diverged)]);
        Assert.Equal((1000.0 / own, true, met), (contrast.Ratio, contrast.IsBound, contrast.Met));
        Aim aim = contrast.Own.Aims.Single();
        Assert.Equal(met, aim.Met);
        if (met is true)
            Assert.Equal("more than 3 times: 333 sequences against more than 1,000", aim.Found);
        Assert.Equal(met is true ? null : "the median seed of plain is not solved, but was trained only 2.99 times as long "
            + "(334 sequences against more than 1,000)", aim.Open);
    }

    [Fact]
    public void What_a_median_between_two_seeds_leaves_open_counts_for_nothing()
    {
        // The median lies between 200 and something above 1000; above 600 is all that is known.
        ContrastOutcome contrast = Contrast([Seeds.Done(1, 0, 100)], [Seeds.Done(1, 0, 200), Seeds.Done(2, 9)]);
        Assert.Equal((double.PositiveInfinity, 6.0, true), (contrast.OtherMedian, contrast.Ratio, contrast.IsBound));
        // One that failed was not trained to the end.
        SeedOutcome failed = Seeds.Of(2, RunState.Failed) with { Sequences = 300 };
        Assert.Equal(2.5, Contrast([Seeds.Done(1, 0, 100)], [Seeds.Done(1, 0, 200), failed]).Ratio);
    }

    [Fact]
    public void One_that_is_not_solved_itself_is_no_better()
    {
        ContrastOutcome contrast = Contrast([Seeds.Done(1, 9)], [Seeds.Done(1, 9)]);
        Assert.Equal((false, true), (contrast.IsBound, double.IsNaN(contrast.Ratio)));
        Assert.Equal(new(Claim, "the median seed of repaired is not solved itself", false), contrast.Own.Aims.Single());
    }

    [Fact]
    public void While_seeds_of_either_have_not_ended_nothing_is_known()
    {
        SeedOutcome[] ended = [Seeds.Done(1, 0, 100)], underWay = [.. ended, Seeds.Of(2, RunState.Running)];
        foreach (ContrastOutcome contrast in (ContrastOutcome[])[Contrast(ended, underWay), Contrast(underWay, ended), Contrast(ended, [])])
        {
            Assert.Equal((true, false), (double.IsNaN(contrast.Ratio), contrast.IsBound));
            Assert.Equal(new(Claim, "", null), contrast.Own.Aims.Single());
        }
    }

    [Fact]
    public void Each_outcome_of_a_folder_finds_the_one_that_it_is_compared_with()
    {
        ReproductionOutcome own = Outcome("repaired", [], "plain"), other = Outcome("plain", [], "repaired");
        var linked = ContrastOutcome.Link([own, other, Outcome("lone", [], "nobody"), Outcome("none", [])]);
        Assert.Equal([other, own, null, null], linked.Select(outcome => outcome.Other));
        Assert.Equal([true, true, true, false], linked.Select(outcome => outcome.Contrast is not null));
        Assert.Null(linked[2].Contrast!.Met);
    }

    private static ContrastOutcome Contrast(SeedOutcome[] own, SeedOutcome[] other) =>
        ContrastOutcome.Link([Outcome("repaired", own, "plain"), Outcome("plain", other)])[0].Contrast!;

    private static ReproductionOutcome Outcome(string name, SeedOutcome[] seeds, string? with = null) =>
        Seeds.Outcome(new() { Contrast = with is null ? null : new() { With = with, Times = 3 } }, seeds) with { Name = name };
}
