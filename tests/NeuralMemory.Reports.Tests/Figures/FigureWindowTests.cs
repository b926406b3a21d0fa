namespace NeuralMemory.Reports.Tests;

/// <summary>A part of a figure, and what a pointer reads in one.</summary>
public sealed class FigureWindowTests
{
    private static readonly LineFigure Figure = new("title", "subtitle", new("steps") { From = 0 }, new("loss"),
    [
        new("one", [new(0, 8), new(10, 4), new(20, 2), new(30, 1)])
        {
            Band = [new(0, 7, 9), new(20, 1, 3)],
            Threads = [new("seed 1", [new(5, 1), new(25, 1)])],
            Dots = [new(30, 1)],
        },
        new("two", [new(12, 100), new(18, 200)]),
    ]);

    [Fact]
    public void Lines_are_cut_where_they_lead_out()
    {
        LineFigure part = FigureWindow.Of(Figure, 5, 25);
        Assert.Equal([new(5, 6), new(10, 4), new(20, 2), new(25, 1.5)], part.Lines[0].Points);
        Assert.Equal([new(5, 5.5, 7.5), new(20, 1, 3)], part.Lines[0].Band);
        Assert.Equal([new(5, 1), new(25, 1)], part.Lines[0].Threads[0].Points);
        Assert.Empty(part.Lines[0].Dots);
        Assert.Equal((5d, 25d), (part.Across.From, part.Across.To));
    }

    [Fact]
    public void A_part_between_two_points_is_the_line_between_them() =>
        Assert.Equal([new(12, 3.6), new(14, 3.2)], FigureWindow.Of(Figure, 12, 14).Lines[0].Points);

    [Fact]
    public void The_part_is_as_large_as_the_whole()
    {
        LineReading part = new(FigureWindow.Of(Figure, 5, 25), ChartTheme.Plain, 800);
        Assert.Equal(5, part.NumberAt(0), 6);
        Assert.Equal(25, part.NumberAt(1), 6);
    }

    [Fact]
    public void All_of_it_is_the_figure_itself() => Assert.Equal(Figure.Lines[0].Points, FigureWindow.Of(Figure, -1, 31).Lines[0].Points);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    public void Nothing_is_no_part(double from, double to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FigureWindow.Of(Figure, from, to));

    [Theory]
    [InlineData(0.0, 0, 8)]
    [InlineData(0.3, 10, 4)]
    [InlineData(0.55, 18, 200)]
    [InlineData(1.0, 30, 1)]
    public void A_pointer_reads_the_nearest_point(double share, double x, double y) =>
        Assert.Contains(new LineReading(Figure, ChartTheme.Plain, 800).At(share), value => value.X == x && value.Y == y);

    [Fact]
    public void A_line_that_has_nothing_near_is_not_read()
    {
        ReadValue read = Assert.Single(new LineReading(Figure, ChartTheme.Plain, 800).At(1));
        Assert.Equal(("one", 1d), (read.Name, read.AtX));
        Assert.InRange(read.AtY, 0.9, 1);
    }

    [Fact]
    public void Nothing_is_read_where_nothing_was_measured() =>
        Assert.Empty(new LineReading(Figure with { Lines = [] }, ChartTheme.Plain, 800).At(0.5));

    [Fact]
    public void A_logarithmic_axis_is_read_by_ratios()
    {
        LineFigure logarithmic = Figure with
        {
            Across = new("steps") { IsLogarithmic = true },
            Lines = [new("one", [new(1, 1), new(100, 2)])],
        };
        Assert.Equal(10, new LineReading(logarithmic, ChartTheme.Plain, 800).NumberAt(0.5), 6);
    }

    [Fact]
    public void The_plot_of_a_reading_is_that_of_the_picture()
    {
        LineReading reading = new(Figure, ChartTheme.Plain, 860);
        string svg = FigureSvg.Of(Figure, ChartTheme.Plain, 860, isBare: true);
        double height = Number(svg, "viewBox=\"0 0 860 ");
        string plot = svg[svg.IndexOf("class=\"plot\"", StringComparison.Ordinal)..];
        Assert.Equal(Number(plot, "x=\""), reading.Left * 860, 1);
        Assert.Equal(Number(plot, "y=\""), reading.Top * height, 1);
        Assert.Equal(Number(plot, "width=\""), reading.Width * 860, 1);
        Assert.Equal(Number(plot, "height=\""), reading.Height * height, 1);
    }

    private static double Number(string text, string after)
    {
        int start = text.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return double.Parse(text[start..text.IndexOf('"', start)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
