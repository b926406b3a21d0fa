namespace NeuralMemory.Reports.Tests;

public sealed class LinesPictureTests
{
    [Fact]
    public void The_same_lines_give_the_same_bytes_and_every_name_stands_beside_its_line()
    {
        LinePanel[] panels = [Panel("copy", "lstm", "ntm"), Panel("recall", "ntm", "a & b")];
        string svg = LinesPicture.Draw(panels, "many runs", "held out");
        Assert.Equal(svg, LinesPicture.Draw(panels, "many runs", "held out"));
        Assert.All(
            (string[])["many runs", "held out", "copy", "recall", "lstm", "ntm", "a &amp; b", "wrong bits percent", "sequences, log scale"],
            text => Assert.Contains($">{text}</text>", svg, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(">-0<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_looks_the_same_in_all_panels_and_unlike_every_other_even_without_colors()
    {
        ChartTheme theme = ChartTheme.Plain;
        (string, string)[] styles = [.. Enumerable.Range(0, 60).Select(style => (theme.ColorOf(style), theme.DashesOf(style)))];
        Assert.Equal(60, styles.Distinct().Count());
        Assert.Equal(9, styles.Take(9).Select(style => style.Item2).Distinct().Count());
        Assert.Equal(9, styles.Take(9).Select(style => style.Item1).Distinct().Count());
        // "ntm" is the second line of the first panel and the first of the other.
        string svg = LinesPicture.Draw([Panel("copy", "lstm", "ntm"), Panel("recall", "ntm")], "", "");
        Assert.Equal(2, Count(svg, $"stroke=\"{theme.ColorOf(1)}\" stroke-width=\"2\""));
    }

    [Fact]
    public void The_median_begins_where_half_of_the_seeds_do_and_one_that_has_ended_keeps_its_value()
    {
        PanelLine line = new("ntm", [[new(1, 10), new(2, 4)], [new(1, 8), new(2, 6), new(3, 5)], [new(2, 0), new(3, 1)]]);
        Assert.Equal([new(1, 9), new(2, 4), new(3, 4)], line.Median);
        Assert.Equal((0, 6), line.RangeAt(2));
    }

    [Fact]
    public void Seeds_of_a_course_are_thin_and_each_ends_with_a_dot()
    {
        LinePanel panel = Panel("copy") with
        {
            Lines = [new("ntm", [[new(1000, 50), new(2000, 1)], [new(1000, 40), new(4000, 0)]])],
        };
        string svg = LinesPicture.Draw([panel], "", "");
        Assert.Equal(2, Count(svg, "class=\"thread\""));
        Assert.Equal(2, Count(svg, "<circle"));
        // One seed is its own median.
        svg = LinesPicture.Draw([panel with { Lines = [new("ntm", [panel.Lines[0].Seeds[0]])] }], "", "");
        Assert.Equal((0, 1), (Count(svg, "class=\"thread\""), Count(svg, "<circle")));
    }

    [Fact]
    public void What_was_measured_at_a_few_places_has_them_as_marks_and_the_range_of_the_seeds()
    {
        LinePanel panel = new("copy", "wrong_bits_percent", "length",
            [new("ntm", [[new(10, 0), new(20, 0), new(50, 30)], [new(10, 0), new(20, 0), new(50, 40)]])])
        { Trained = 20 };
        string svg = LinesPicture.Draw([panel], "", "");
        Assert.All((string[])["10", "20", "50", "training: to 20"],
            text => Assert.Contains($">{text}</text>", svg, StringComparison.Ordinal));
        Assert.Equal(3, Count(svg, "<circle"));
        // Only at the last place do the seeds differ.
        Assert.Matches("<path class=\"bars\" d=\"M[0-9. ]+V[0-9.]+\"", svg);
    }

    [Fact]
    public void A_single_point_can_be_drawn()
    {
        string svg = LinesPicture.Draw([Panel("copy") with { Lines = [new("ntm", [[new(8000, 0)]])] }], "", "");
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.Contains(">ntm</text>", svg, StringComparison.Ordinal);
    }

    private static LinePanel Panel(string title, params string[] names) => new(title, "wrong_bits_percent", "sequences",
        [.. names.Select(name => new PanelLine(name, [[new(8000, 50), new(80_000, 10), new(640_000, 0)]]))])
    { IsCourse = true, IsLogarithmic = true };

    private static int Count(string svg, string part) => svg.Split(part).Length - 1;
}
