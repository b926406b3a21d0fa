using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class CurveFiguresTests : IDisposable
{
    private readonly SampleRuns _runs = new();

    [Fact]
    public void A_group_has_its_median_its_quartiles_and_each_seed()
    {
        LineFigure figure = CurveFigures.Of(Open(_runs.Group("group")), new());
        Assert.Equal(("copying: ntm on copy", "bit errors", "training sequences"), (figure.Title, figure.Up.Title, figure.Across.Title));
        Assert.Equal("bit errors on selection episodes; median and interquartile band of the runs; thin: each run", figure.Subtitle);
        FigureLine line = Assert.Single(figure.Lines);
        Assert.Equal("n = 3", line.Remark);
        Assert.Equal([new(1000, 50), new(2000, 20), new(3000, 0)], line.Points);
        // Of 0, 20 and 55: halfway between neighbours.
        Assert.Equal(new FigureSpread(2000, 10, 37.5), line.Band[1]);
        Assert.Equal(["seed 1", "seed 2", "seed 3"], line.Threads.Select(thread => thread.Name));
        Assert.Equal((0.5, "published: 0.5"), (figure.References[0].Value, figure.References[0].Label));
    }

    [Fact]
    public void Mean_and_deviation_and_range_say_so()
    {
        RunCollection runs = Open(_runs.Group("group"));
        LineFigure mean = CurveFigures.Of(runs, new() { Band = CurveBand.Deviation });
        Assert.Contains("mean and one standard deviation", mean.Subtitle, StringComparison.Ordinal);
        Assert.Equal(("mean", 50), (mean.Lines[0].Statistic, mean.Lines[0].Points[0].Y));
        Assert.Equal(new FigureSpread(1000, 40, 60), mean.Lines[0].Band[0]);
        LineFigure range = CurveFigures.Of(runs, new() { Band = CurveBand.Range });
        Assert.Equal((0, 55), (range.Lines[0].Band[1].Low, range.Lines[0].Band[1].High));
        Assert.Empty(CurveFigures.Of(runs, new() { Band = CurveBand.None }).Lines[0].Band);
    }

    [Fact]
    public void Smoothing_is_declared_and_what_was_measured_stays()
    {
        LineFigure figure = CurveFigures.Of(Open(_runs.Run("one", 1, [9, 1, 8, 2, 100])), new() { Smooth = 3 });
        Assert.Equal([5, 8, 2, 8, 51], figure.Lines[0].Points.Select(point => point.Y));
        Assert.Equal([9, 1, 8, 2, 100], figure.Lines[0].Threads[0].Select(point => point.Y));
        Assert.Contains(figure.Notes, note => note.StartsWith("Smoothed: the running median of 3 evaluations", StringComparison.Ordinal));
        Assert.DoesNotContain(CurveFigures.Of(Open(_runs["one"]), new()).Notes, note => note.Contains("mooth", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_is_done_keeps_its_value_one_that_diverged_is_worst_and_one_under_way_does_not_count()
    {
        _runs.Run("group/seed-1", 1, [8, 2]);
        _runs.Run("group/seed-2", 2, [6], state: "diverged");
        _runs.Run("group/seed-3", 3, [4], state: "interrupted");
        _runs.Run("group/seed-4", 4, [9, 9, 1]);
        LineFigure figure = CurveFigures.Of(Open(_runs["group"]), new() { Band = CurveBand.Range });
        Assert.Equal([7, 9, 2], figure.Lines[0].Points.Select(point => point.Y));
        Assert.Equal([9, double.PositiveInfinity, double.PositiveInfinity], figure.Lines[0].Band.Select(spread => spread.High));
        Assert.Contains("1 of 4 runs has not ended and does not count beyond its last evaluation.", figure.Notes);
    }

    [Fact]
    public void Groups_are_lines_named_by_what_they_differ_in_over_seconds_or_steps_too()
    {
        _runs.Group("slow", "0.001");
        _runs.Group("fast", "0.01");
        CurveOptions options = new() { Progress = Progress.Seconds, IsLogarithmicUp = true };
        LineFigure figure = CurveFigures.Of(Open(_runs["slow"], _runs["fast"]), options);
        Assert.Equal(["rate 0.001", "rate 0.01"], figure.Lines.Select(line => line.Name));
        Assert.Equal([0, 1], figure.Lines.Select(line => line.Style));
        Assert.Equal([1.25, 2.25, 3.25], figure.Lines[0].Points.Select(point => point.X));
        Assert.True(figure.Up.IsLogarithmic && figure.Across.Title == "seconds of training (wall clock)");
        Assert.All(figure.Lines, line => Assert.Empty(line.Threads));
    }

    [Fact]
    public void What_was_not_measured_is_answered_with_what_was()
    {
        RunCollection runs = Open(_runs.Group("group"));
        Assert.Equal("the 3 runs have not measured 'bit_error' in evaluations; did you mean 'bit_errors'? (known: bit_errors, loss)",
            Assert.Throws<RunException>(() => CurveFigures.Of(runs, new() { Metric = "bit_error" })).Message);
        Assert.Contains("measured nothing in training so far",
            Assert.Throws<RunException>(() => CurveFigures.Of(runs, new() { Split = "train" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solutions_are_dots_and_what_was_not_solved_is_censored_at_its_end()
    {
        SolveFigure figure = SolveFigures.Of(Open(_runs.Group("group")));
        Assert.Equal([new("seed 1", 2000, true), new("seed 2", 3000, true), new("seed 3", 3000, false)], figure.Rows[0].Runs);
        Assert.Equal((3000, 2), (figure.Rows[0].Median, figure.Rows[0].Solved.Successes));
        Assert.StartsWith("solved: bit_errors below 1 in an evaluation", figure.Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_is_a_curve_with_what_training_met()
    {
        LineFigure figure = Assert.IsType<LineFigure>(GridFigures.Of(Open(_runs.Group("group"))));
        Assert.Equal([new(10, 10), new(20, 20), new(50, 50)], figure.Lines[0].Points);
        Assert.Equal((1, 20), (figure.Trained!.Low, figure.Trained.High));
        Assert.Equal("bit errors at the end of training on test episodes; median and quartiles of 3 runs", figure.Subtitle);
        Assert.Equal([10, 20, 50], figure.Across.Marks);
    }

    public void Dispose() => _runs.Dispose();

    private static RunCollection Open(params string[] paths) => RunCollection.Open(paths);
}
