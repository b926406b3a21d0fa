namespace NeuralMemory.Results.Tests;

/// <summary>
/// Checked against the remission times, in weeks, of Freireich et al. 1963 (Blood 21:699), 21 patients with 6-mercaptopurine and 21 with
/// a placebo. Shares and standard errors are those of Klein and Moeschberger 1997, table 4.1A; the intervals on the scale log(-log) and
/// those of the medians are those that Stata's <c>sts list</c> and <c>stci</c> print in the appendix of Kleinbaum and Klein 2012.
/// </summary>
public sealed class SurvivalTests
{
    private static readonly Duration[] Mercaptopurine =
    [
        .. Happened(6, 6, 6, 7, 10, 13, 16, 22, 23), .. Watched(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
    ];

    private static readonly Duration[] Placebo =
        [.. Happened(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)];

    [Theory]
    [InlineData(0, 6, 21, 3, 0.857, 0.0764, 0.6197, 0.9516)]
    [InlineData(1, 7, 17, 1, 0.807, 0.0869, 0.5631, 0.9228)]
    [InlineData(2, 10, 15, 1, 0.753, 0.0963, 0.5032, 0.8894)]
    [InlineData(3, 13, 12, 1, 0.690, 0.1068, 0.4316, 0.8491)]
    [InlineData(4, 16, 11, 1, 0.627, 0.1141, 0.3675, 0.8049)]
    [InlineData(5, 22, 7, 1, 0.538, 0.1282, 0.2678, 0.7468)]
    [InlineData(6, 23, 6, 1, 0.448, 0.1346, 0.1881, 0.6801)]
    public void The_shares_are_the_published_ones(
        int at, double time, int atRisk, int events, double share, double error, double low, double high)
    {
        SurvivalStep step = Survival.Of(Mercaptopurine).Steps[at];
        Assert.Equal((time, atRisk, events), (step.Time, step.AtRisk, step.Events));
        Assert.Equal(share, step.Share, 0.0006);
        Assert.Equal(error, step.Error, 0.00006);
        Assert.Equal(low, step.Low, 0.00006);
        Assert.Equal(high, step.High, 0.00006);
    }

    [Fact]
    public void The_medians_are_the_published_ones()
    {
        Survival treated = Survival.Of(Mercaptopurine), placebo = Survival.Of(Placebo);
        Assert.Equal((21, 9), (treated.Count, treated.Events));
        Assert.Equal((23.0, 13.0, null), (treated.Median!.Value, treated.MedianLow!.Value, treated.MedianHigh));
        Assert.Equal((8.0, 4.0, 11.0), (placebo.Median!.Value, placebo.MedianLow!.Value, placebo.MedianHigh!.Value));
        Assert.Equal((0, 0, 1), (placebo.Steps[^1].Share, placebo.Steps[^1].Low, placebo.Steps[^1].High));
    }

    [Fact]
    public void A_median_that_half_do_not_reach_is_not_known()
    {
        Survival few = Survival.Of([.. Happened(10, 20), .. Watched(100, 100, 100)]);
        Assert.Null(few.Median);
        Assert.Equal(2, few.Events);
        Assert.Equal(20, Survival.Of([.. Happened(10, 20), .. Watched(100, 100)]).Median);
        Assert.Empty(Survival.Of(Watched(5, 6)).Steps);
        Assert.Null(Survival.Of([]).Median);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4 }, 2.5)]
    [InlineData(new[] { 1.0, 2, 3 }, 2.0)]
    [InlineData(new[] { 7.0 }, 7.0)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 5.5)]
    public void Where_all_is_seen_it_is_the_median(double[] times, double median) =>
        Assert.Equal(median, Survival.Of(Happened(times)).Median!.Value, 1e-12);

    [Fact]
    public void What_never_happens_is_at_risk_for_ever()
    {
        // One that diverged: of three, two come to it, the second after half and more.
        Survival survival = Survival.Of([.. Happened(10, 30), new(double.PositiveInfinity, false)]);
        Assert.Equal(30, survival.Median);
        Assert.Equal([3, 2], survival.Steps.Select(step => step.AtRisk));
    }

    private static Duration[] Happened(params double[] times) => [.. times.Select(time => new Duration(time, true))];

    private static Duration[] Watched(params double[] times) => [.. times.Select(time => new Duration(time, false))];
}
