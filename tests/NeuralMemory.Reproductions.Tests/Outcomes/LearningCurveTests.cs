using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

public sealed class LearningCurveTests
{
    [Fact]
    public void A_seed_that_is_done_keeps_its_last_value()
    {
        var curve = Curve(Seeds.Of(1, RunState.Done, 8, 4), Seeds.Of(2, RunState.Done, 6, 5, 4, 2));
        Assert.Equal([100, 200, 300, 400], curve.Select(point => point.Sequences));
        Assert.Equal([7, 4.5, 4, 3], curve.Select(point => point.Values.Median));
        Assert.All(curve, point => Assert.Equal(2, point.Values.Count));
    }

    [Fact]
    public void A_seed_that_diverged_is_worst_from_then_on_and_one_under_way_no_longer_counts()
    {
        SeedOutcome[] seeds = [Seeds.Of(1, RunState.Diverged, 8), Seeds.Of(2, RunState.Interrupted, 6), Seeds.Of(3, RunState.Done, 4, 2)];
        var curve = Curve(seeds);
        Assert.Equal(new(3, 5, 6, 7), curve[0].Values);
        Assert.Equal((2, double.PositiveInfinity), (curve[1].Values.Count, curve[1].Values.Median));
        var rising = LearningCurve.Of(Seeds.Outcome(new(), seeds) with { HigherIsBetter = [Seeds.Metric] });
        Assert.Equal((2, double.NegativeInfinity), (rising[1].Values.Count, rising[1].Values.Median));
    }

    [Theory]
    [InlineData(RunState.Diverged)]
    [InlineData(RunState.Failed)]
    public void A_seed_that_ended_before_its_first_evaluation_is_worst_from_the_beginning(RunState state)
    {
        var curve = Curve(Seeds.Of(1, state), Seeds.Of(2, RunState.Done, 4, 2), Seeds.Of(3, RunState.Done, 6, 3));
        Assert.Equal([3, 3], curve.Select(point => point.Values.Count));
        Assert.Equal([6, 3], curve.Select(point => point.Values.Median));
        Assert.All(Curve(Seeds.Of(1, null), Seeds.Of(2, RunState.Done, 4, 2)), point => Assert.Equal(1, point.Values.Count));
    }

    [Fact]
    public void A_value_that_is_no_number_is_worst()
    {
        var curve = Curve(Seeds.Of(1, RunState.Done, 1, double.NaN), Seeds.Of(2, RunState.Done, 3, 2), Seeds.Of(3, RunState.Done, 5, 4));
        Assert.Equal([3, 4], curve.Select(point => point.Values.Median));
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_end()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => 1000.0 - i)];
        var curve = Curve(Seeds.Of(1, RunState.Done, values));
        Assert.InRange(curve.Count, 100, 150);
        Assert.Equal((100_000, 1), (curve[^1].Sequences, curve[^1].Values.Median));
        Assert.Single(curve.Zip(curve.Skip(1), (a, b) => b.Sequences - a.Sequences).Distinct());
    }

    [Fact]
    public void Nothing_measured_is_no_curve() => Assert.Empty(Curve(Seeds.Of(1, null)));

    private static IReadOnlyList<(long Sequences, Quartiles Values)> Curve(params SeedOutcome[] seeds) =>
        LearningCurve.Of(Seeds.Outcome(new(), seeds));
}
