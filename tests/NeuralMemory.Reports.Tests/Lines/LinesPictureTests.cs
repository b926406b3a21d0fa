using System.Text.RegularExpressions;

namespace NeuralMemory.Reports.Tests;

public sealed partial class LinesPictureTests
{
    [Fact]
    public void The_same_lines_give_the_same_bytes_and_every_name_stands_beside_its_line()
    {
        LinePanel[] panels = [Panel("copy", "lstm", "ntm"), Panel("recall", "ntm", "a & b")];
        string svg = LinesPicture.Draw(panels, "many runs", "held out");
        Assert.Equal(svg, LinesPicture.Draw(panels, "many runs", "held out"));
        Assert.All(
            (string[])["many runs", "held out", "copy", "recall", "lstm", "ntm", "a &amp; b", "wrong bits percent", "sequences →"],
            text => Assert.Contains($">{text}</text>", svg, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(">-0<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_looks_the_same_in_all_panels_and_unlike_every_other_even_without_colors()
    {
        LineStyle[] styles = [.. Enumerable.Range(0, 60).Select(LineStyle.Of)];
        Assert.Equal(60, styles.Distinct().Count());
        Assert.Equal(9, styles.Take(9).Select(style => style.Dashes).Distinct().Count());
        Assert.Equal(9, styles.Take(9).Select(style => style.Color).Distinct().Count());
        // "ntm" is the second line of the first panel and the first of the other.
        string svg = LinesPicture.Draw([Panel("copy", "lstm", "ntm"), Panel("recall", "ntm")], "", "");
        Assert.Equal(4, Thick().Count(svg.Replace(styles[1].Color, "this", StringComparison.Ordinal)));
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
        Assert.Equal(2, Count(svg, "stroke-width=\"0.7\""));
        Assert.Equal(2, Count(svg, "<circle"));
        // One seed is its own median.
        svg = LinesPicture.Draw([panel with { Lines = [new("ntm", [panel.Lines[0].Seeds[0]])] }], "", "");
        Assert.Equal((0, 1), (Count(svg, "stroke-width=\"0.7\""), Count(svg, "<circle")));
    }

    [Fact]
    public void What_was_measured_at_a_few_places_has_them_as_marks_and_the_range_of_the_seeds()
    {
        LinePanel panel = new("copy", "wrong_bits_percent", "length",
            [new("ntm", [[new(10, 0), new(20, 0), new(50, 30)], [new(10, 0), new(20, 0), new(50, 40)]])])
        { Trained = 20 };
        string svg = LinesPicture.Draw([panel], "", "");
        Assert.All((string[])["10", "20", "50", "dotted: training went to 20"],
            text => Assert.Contains($">{text}</text>", svg, StringComparison.Ordinal));
        Assert.Equal(3, Count(svg, "<circle"));
        Assert.Equal(1, Count(svg, "stroke-width=\"0.8\""));
    }

    [Fact]
    public void A_single_point_can_be_drawn()
    {
        string svg = LinesPicture.Draw([Panel("copy") with { Lines = [new("ntm", [[new(8000, 0)]])] }], "", "");
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.Contains(">ntm</text>", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8000, 640_000, "10k 20k 50k 100k 200k 500k")]
    [InlineData(100, 2_000_000, "100 1000 10k 100k 1M")]
    public void Logarithms_have_round_marks(double low, double high, string marks) => Assert.Equal(
        marks, string.Join(' ', new LineAxis([low, high], isLogarithmic: true, 0, 100).Ticks.Select(LineAxis.TextOf)));

    [Fact]
    public void An_axis_goes_from_its_first_number_to_its_last_one()
    {
        LineAxis logarithmic = new([1, 10, 100], isLogarithmic: true, 0, 200);
        Assert.Equal((0.0, 100.0, 200.0), (logarithmic[1], logarithmic[10], logarithmic[100]));
        Assert.Equal(50.0, new LineAxis([3], isLogarithmic: false, 0, 100)[3]);
    }

    private static LinePanel Panel(string title, params string[] names) => new(title, "wrong_bits_percent", "sequences",
        [.. names.Select(name => new PanelLine(name, [[new(8000, 50), new(80_000, 10), new(640_000, 0)]]))])
    { IsCourse = true, IsLogarithmic = true };

    private static int Count(string svg, string part) => svg.Split(part).Length - 1;

    /// <summary>Thick lines of one color: the lines themselves and those beside their names.</summary>
    [GeneratedRegex("<polyline [^>]*stroke=\"this\" stroke-width=\"(1.8|2)\"", RegexOptions.None)]
    private static partial Regex Thick();
}
