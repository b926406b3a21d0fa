using System.Globalization;
using System.Xml.Linq;

namespace NeuralMemory.Reports.Tests;

public sealed class FigureSvgTests
{
    public static TheoryData<string> Names => [.. SampleFigures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_is_drawn_as_it_was_looked_at(string name) =>
        GoldenSvg.Matches("Charts", name, FigureSvg.Document(SampleFigures.All[name]));

    [Theory]
    [InlineData(new[] { 3.0 }, 1)]
    [InlineData(new[] { 3, double.NaN, 2, 1 }, 1)]
    [InlineData(new[] { 3.0, 2 }, 0)]
    public void A_point_that_stands_alone_is_a_dot(double[] values, int dots)
    {
        LineFigure figure = new("one evaluation", "", new("sequences"), new("errors"),
            [new("run", [.. values.Select((value, i) => new FigurePoint(i, value))])]);
        Assert.Equal(dots, XDocument.Parse(FigureSvg.Document(figure)).Descendants().Count(each => each.Name.LocalName == "circle"));
    }

    /// <summary>Wide and narrow, for paper and for pages.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_drawn_is_on_the_paper_and_says_what_it_is(string name)
    {
        Figure figure = SampleFigures.All[name];
        foreach (double width in (double[])[340, 600, 860])
            foreach (ChartTheme theme in (ChartTheme[])[ChartTheme.Plain, ChartTheme.Page])
            {
                string text = FigureSvg.Of(figure, theme, width, isBare: false);
                Assert.Equal(text, FigureSvg.Of(figure, theme, width, isBare: false));
                Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
                XElement svg = XDocument.Parse(text).Root!;
                double height = (double)svg.Attribute("height")!;
                Assert.Equal(width, (double)svg.Attribute("width")!);
                Assert.Equal(figure.Title, svg.Elements().First(each => each.Name.LocalName == "title").Value);
                foreach (XElement label in Elements(svg, "text"))
                {
                    double x = (double)label.Attribute("x")!, room = 0.5 * label.Value.Length * (double)label.Attribute("font-size")!;
                    double left = (string?)label.Attribute("text-anchor") switch { "middle" => x - room / 2, "end" => x - room, _ => x };
                    Assert.InRange(left, 0, width);
                    Assert.True(left + room <= width + 1, $"'{label.Value}' ends at {left + room} of {width}");
                    Assert.InRange((double)label.Attribute("y")!, 8, height);
                }
            }
    }

    [Fact]
    public void Numbers_and_letters_are_written_as_they_are()
    {
        FigureLine line = new("a\"b", [new(0, 1), new(1, 2)]);
        string svg = FigureSvg.Document(new LineFigure("π & <1>", "“x” + 'y' \u0001", new("→"), new("é"), [line]));
        Assert.Contains(">π &amp; &lt;1&gt;</title>", svg, StringComparison.Ordinal);
        Assert.Contains(">“x” + 'y' \\u0001</text>", svg, StringComparison.Ordinal);
        Assert.Equal("a\"b", XDocument.Parse(svg).Descendants().Single(each => (string?)each.Attribute("class") == "line").Value);
    }

    [Fact]
    public void A_page_decides_on_colors_and_a_file_of_its_own_has_them()
    {
        Figure figure = SampleFigures.All["learning-curves"];
        Assert.DoesNotContain("var(", FigureSvg.Document(figure), StringComparison.Ordinal);
        Assert.DoesNotContain("#", FigureSvg.Of(figure, ChartTheme.Page, 860, isBare: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_with_commas_changes_no_byte()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string svg = FigureSvg.Document(SampleFigures.All["time-to-solution"]);
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(svg, FigureSvg.Document(SampleFigures.All["time-to-solution"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Learning_curves_have_axes_bands_seeds_and_what_was_published()
    {
        XElement svg = XDocument.Parse(FigureSvg.Document(SampleFigures.All["learning-curves"])).Root!;
        Assert.Equal((2, 2, 3, 1), (OfClass(svg, "line").Count(), OfClass(svg, "band").Count(), OfClass(svg, "thread").Count(),
            OfClass(svg, "reference").Count()));
        string[] words =
        [
            "training sequences", "bits per sequence, log scale", "rate 1e-4 (n = 3)", "rate 1e-3 (n = 2)", "published: 0.02", "0", "10k",
            "Values of 0 or less have no logarithm and are drawn at the lower edge, 0.01.",
        ];
        Assert.All(words, text => Assert.Contains(Elements(svg, "text"), each => each.Value == text));
    }

    [Fact]
    public void Times_to_solution_have_a_dot_for_each_run_an_arrow_where_it_was_not_solved_and_the_median()
    {
        XElement svg = XDocument.Parse(FigureSvg.Document(SampleFigures.All["time-to-solution"])).Root!;
        Assert.Equal((5, 3, 1), (OfClass(svg, "solved").Count(), OfClass(svg, "unsolved").Count(), OfClass(svg, "median").Count()));
        string[] words = ["4 of 5 solved, median 12,000", "1 of 3 solved, median > 30,000"];
        Assert.All(words, text => Assert.Contains(Elements(svg, "text"), each => each.Value == text));
    }

    [Fact]
    public void A_heat_map_has_a_cell_for_each_point_a_color_bar_and_what_training_met_outlined()
    {
        XElement svg = XDocument.Parse(FigureSvg.Document(SampleFigures.All["heat-map"])).Root!;
        XElement cells = Assert.Single(OfClass(svg, "cells"));
        Assert.Equal(["0", "12.5", "50", "–", "worse", "2"], Elements(cells, "text").Select(text => text.Value));
        Assert.Equal(["0", "0.5", "1", "0", "1", "0.2"], Elements(cells, "rect").Select(cell => (string?)cell.Attribute("fill-opacity")));
        XElement outline = Assert.Single(OfClass(svg, "trained")), first = Elements(cells, "rect").First();
        Assert.Equal((double)first.Attribute("width")! * 2 + 2, (double)outline.Attribute("width")!, 0.1);
        Assert.Equal(["wrong bits, %", "0", "2", "8", "18", "32", "50"],
            Elements(Assert.Single(OfClass(svg, "color-bar")), "text").Select(text => text.Value));
    }

    private static IEnumerable<XElement> Elements(XElement svg, string name) =>
        svg.Descendants().Where(each => each.Name.LocalName == name);

    private static IEnumerable<XElement> OfClass(XElement svg, string name) =>
        svg.Descendants().Where(each => (string?)each.Attribute("class") == name);
}
