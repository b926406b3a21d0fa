using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

public sealed class ReproductionOutcomeTests
{
    private static readonly PublishedFigure Figure = new() { Value = 10, Tolerance = 2 };

    [Theory]
    [InlineData(12.0, Verdict.Reproduced)]
    [InlineData(8.0, Verdict.Reproduced)]
    [InlineData(12.001, Verdict.NotReproduced)]
    [InlineData(7.999, Verdict.Better)]
    [InlineData(double.PositiveInfinity, Verdict.NotReproduced)]
    public void A_median_reproduces_a_figure_within_its_tolerance(double median, Verdict verdict) =>
        Assert.Equal(verdict, Seeds.Outcome(Figure, Seeds.Done(1, median)).Verdict);

    [Theory]
    [InlineData(12.0, Verdict.Reproduced)]
    [InlineData(8.0, Verdict.Reproduced)]
    [InlineData(12.001, Verdict.Better)]
    [InlineData(7.999, Verdict.NotReproduced)]
    public void Of_some_metrics_more_is_better(double median, Verdict verdict)
    {
        PublishedFigure figure = Figure with { Expect = [new() { AtLeast = 9 }] };
        ReproductionOutcome outcome = Seeds.Outcome(figure, Seeds.Done(1, median)) with { HigherIsBetter = [Seeds.Metric] };
        Assert.Equal(verdict, outcome.Verdict);
        Assert.Equal(new("bits_per_sequence at least 9 at the end", $"{median:G4}", median >= 9), outcome.Aims.Single());
        ReproductionOutcome diverged = outcome with { Seeds = [Seeds.Of(1, RunState.Diverged)] };
        Assert.Equal((Verdict.NotReproduced, double.NegativeInfinity), (diverged.Verdict, diverged.Final.Median));
    }

    [Fact]
    public void Without_all_seeds_there_is_no_verdict()
    {
        Assert.Equal(Verdict.Incomplete, Seeds.Outcome(Figure).Verdict);
        foreach (RunState? state in (RunState?[])[null, RunState.Running, RunState.Interrupted])
        {
            ReproductionOutcome outcome = Seeds.Outcome(Figure, Seeds.Done(1, 10, solved: 500), Seeds.Of(2, state));
            Assert.Equal(Verdict.Incomplete, outcome.Verdict);
            Assert.Equal(new(1, 1), outcome.Solved);
            Assert.Equal(1, outcome.Final.Count);
        }
    }

    [Theory]
    [InlineData(RunState.Diverged)]
    [InlineData(RunState.Failed)]
    public void A_seed_that_diverged_or_failed_counts_as_the_worst(RunState state)
    {
        ReproductionOutcome most = Seeds.Outcome(Figure, Seeds.Done(1, 9, 100), Seeds.Done(2, 11, 300), Seeds.Of(3, state));
        Assert.Equal(new(3, 10, 11, double.PositiveInfinity), most.Final);
        Assert.Equal(Verdict.Reproduced, most.Verdict);
        Assert.Equal(new(2, 3), most.Solved);
        Assert.Equal(Verdict.NotReproduced, Seeds.Outcome(Figure, Seeds.Done(1, 9), Seeds.Of(2, state)).Verdict);
    }

    [Fact]
    public void The_time_of_a_seed_that_was_not_solved_is_beyond_its_training()
    {
        ReproductionOutcome outcome = Seeds.Outcome(
            Figure, Seeds.Done(1, 9, 100), Seeds.Done(2, 9, 300), Seeds.Done(3, 9, 200), Seeds.Done(4, 40), Seeds.Done(5, 40));
        Assert.Equal(new(5, 200, 300, double.PositiveInfinity), outcome.SequencesToSolve);
        Assert.Equal(new(5, 2, 3, double.PositiveInfinity), outcome.SecondsToSolve);
        Assert.Equal(new(3, 5), outcome.Solved);
    }

    [Fact]
    public void Expectations_are_met_missed_or_not_yet_known()
    {
        PublishedFigure figure = Figure with
        {
            Solved = 0.9,
            Within = 250,
            Expect =
            [
                new() { AtMost = 11 },
                new() { At = Point(("length", 20), ("slots", 16)), AtMost = 2 },
                new() { At = Point(("slots", 32), ("length", 20)), AtMost = 2 },
            ],
        };
        ReproductionOutcome outcome = Seeds.Outcome(
            figure, Seeds.Done(1, 9, 100, 0, 0, 1, 3), Seeds.Done(2, 9, 200, 0, 0, 2, 4), Seeds.Done(3, 12, 300, 0, 0, 3, 5)) with
        {
            Axes = [Axis("length", 10, 20), Axis("slots", 16, 32)],
        };
        Assert.Equal(
            [
                new("solved on 90 % of the seeds", "3 of 3", true),
                new("solved within 250 sequences in the median", "200", true),
                new("bits_per_sequence at most 11 at the end", "9", true),
                new("bits_per_sequence at most 2 at length 20, slots 16", "2", true),
                new("bits_per_sequence at most 2 at slots 32, length 20", "4", false),
            ],
            outcome.Aims);
        Assert.All((outcome with { Seeds = [.. outcome.Seeds, Seeds.Of(4, null)] }).Aims, aim => Assert.Null(aim.Met));
    }

    [Fact]
    public void A_median_that_is_worse_than_all_numbers_is_told_so()
    {
        PublishedFigure figure = Figure with { Within = 250, Expect = [new() { AtMost = 11 }] };
        Assert.Equal(
            [
                new("solved within 250 sequences in the median", "never", false),
                new("bits_per_sequence at most 11 at the end", "worse than any number", false),
            ],
            Seeds.Outcome(figure, Seeds.Of(1, RunState.Diverged)).Aims);
    }

    [Fact]
    public void The_last_axis_of_a_grid_is_the_fastest()
    {
        ReproductionOutcome outcome = Seeds.Outcome(Figure) with { Axes = [Axis("a", 1, 2), Axis("b", 3, 4)] };
        Assert.Equal(["1 3", "1 4", "2 3", "2 4"], outcome.Points.Select(point => string.Join(' ', point)));
        Assert.Empty(Seeds.Outcome(Figure).Points);
    }

    private static GridAxis Axis(string name, params double[] values) =>
        new(name, [.. values.Select(value => new GridValue(value, value))], 0, 0);

    private static OrderedDictionary<string, double> Point(params (string Name, double Value)[] values) =>
        new(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));
}
