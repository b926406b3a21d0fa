using System.Globalization;
using System.Xml.Linq;
using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

public sealed class EpisodePictureTests
{
    private const string Scored = "#e08a1e", Shown = "#1d4e89", Wanted = "#1b7f5c", Below = "#b3372f";

    [Fact]
    public void Says_what_it_shows()
    {
        XElement svg = Draw("""
            inputs: { data: 4, flag: 1 }
            targets: { data: 4 }
            episode:
              - show: { data: items }
              - show: { flag: 1 }
              - { recall: { data: items }, name: a < b & c }
            loss: bits
            """);
        string[] texts = [.. svg.Descendants().Where(each => each.Name.LocalName == "text").Select(each => each.Value)];
        Assert.Contains("t, episode 5", texts);
        Assert.Contains("length = 6, 13 steps", texts);
        Assert.Contains("a < b & c", texts);
        Assert.Contains("show data", texts);
        // One step has no room for a name: a letter stands for it, and is explained.
        Assert.Contains("B", texts);
        Assert.Contains("B  show flag", texts);
        Assert.Equal(["data", "flag", "data"], texts.Where(text => text is "data" or "flag"));
    }

    [Fact]
    public void Every_value_that_is_not_0_is_a_cell_and_what_is_scored_is_outlined()
    {
        const string text = """
            inputs: { data: 4 }
            targets: { data: 4, stop: 1 }
            episode:
              - show: { data: items }
              - { recall: { data: items }, score: { stop: ones(2, 1) } }
            loss: bits
            """;
        XElement svg = Draw(text);
        Episode episode = Episode(text);
        int ones = Enumerable.Range(0, 6).Sum(step => episode.InputRow(step).ToArray().Count(value => value == 1));
        Assert.Equal(ones, Cells(svg, Shown));
        Assert.Equal(ones, Cells(svg, Wanted));
        Assert.Equal(0, Cells(svg, Below));
        (double X, double Width)[] outlines = [.. Outlines(svg)];
        // Six steps of a channel, two of the other, and the legend.
        Assert.Equal(3, outlines.Length);
        double cell = (outlines.Max(each => each.Width) - 2) / 6;
        (double X, double Width)[] drawn = [.. outlines.Where(each => each.Width > cell)];
        Assert.Equal([6, 2], drawn.Select(each => (int)Math.Round((each.Width - 2) / cell)).OrderDescending());
        Assert.Single(drawn.Select(each => each.X).Distinct());
    }

    [Fact]
    public void Symbols_that_are_scored_apart_are_outlined_apart()
    {
        XElement svg = Draw("""
            inputs: { data: 4 }
            targets: { pair: 4 }
            episode:
              - show: { data: items }
              - recall: { pair: concat(literal(1, 0, 0, 1), literal(1, 0, 0, 0), literal(0, 1, 0, 1)) }
            loss: softmax(2)
            """);
        // The first symbol in three steps on end; the second in two that are not.
        Assert.Equal(1 + 2 + 1, Outlines(svg).Count());
    }

    [Fact]
    public void Numbers_have_a_scale_and_negative_ones_a_color()
    {
        XElement svg = Draw("""
            inputs: { level: 1, data: 4 }
            targets: { data: 4 }
            episode:
              - show: { level: concat(literal(-0.5), literal(1.25), zeros(4, 1)), data: items }
              - recall: { data: items }
            loss: bits
            """);
        string[] texts = [.. svg.Descendants().Where(each => each.Name.LocalName == "text").Select(each => each.Value)];
        Assert.Contains("-0.5", texts);
        Assert.Contains("1.25", texts);
        Assert.Equal(1, Cells(svg, Below));
    }

    [Theory]
    [InlineData("copy", 1)]
    [InlineData("multi-copy", 2)]
    [InlineData("repeat-copy-dnc", 1)]
    [InlineData("repeat-copy-dnc", 2)]
    [InlineData("repeat-copy-dnc", 3)]
    [InlineData("repeat-copy-binary", 2)]
    [InlineData("two-way-key-value", 2)]
    public void No_text_goes_beyond_the_edge(string task, long seed)
    {
        StreamKey stream = StreamKey.FromSeed(seed).Split("preview");
        XElement svg = XDocument.Parse(EpisodePicture.Draw(new EpisodeSampler(Repository.Task(task)).Draw(stream, 0))).Root!;
        double width = Number(svg, "width");
        Assert.All(svg.Descendants().Where(each => each.Name.LocalName == "text" && each.Attribute("text-anchor") is null), text =>
            Assert.InRange(Number(text, "x") + SvgCanvas.WidthOf(text.Value, Number(text, "font-size")), 0, width));
    }

    [Fact]
    public void A_picture_is_as_wide_as_the_longest_name_of_a_phase_needs()
    {
        string name = new('n', 200);
        XElement svg = Draw($$"""
            inputs: { data: 4 }
            targets: { data: 4 }
            episode:
              - { show: { data: row(items, 0) }, name: {{name}} }
              - recall: { data: row(items, 0) }
            loss: bits
            """);
        XElement legend = svg.Descendants().Single(each => each.Value == $"A  {name}");
        Assert.InRange(Number(legend, "x") + SvgCanvas.WidthOf(legend.Value, 11), 1000, Number(svg, "width"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 5)]
    [InlineData(1, 200)]
    [InlineData(100, 200)]
    [InlineData(8, 4000)]
    public void Fits_a_screen_at_any_size_and_is_the_same_each_time(int width, int length)
    {
        string text = $$"""
            inputs: { data: {{width}}, flag: 1 }
            targets: { data: {{width}} }
            episode:
              - show: { data: wide }
              - show: { flag: 1 }
              - recall: { data: wide }
            loss: bits
            draw: { wide: bits({{length}}, {{width}}) }
            """;
        string drawn = EpisodePicture.Draw(Episode(text));
        Assert.Equal(drawn, EpisodePicture.Draw(Episode(text)));
        XElement svg = XDocument.Parse(drawn).Root!;
        Assert.InRange(Number(svg, "width"), 400, 1250);
        Assert.InRange(Number(svg, "height"), 120, 900);
        Assert.InRange(drawn.Length, 500, 3_000_000);
    }

    private static Episode Episode(string rest) => new EpisodeSampler(Repository.Define($$"""
        task: t
        version: 1
        parameters: { length: 6 }
        variables: { two: concat(literal(1, 0, 0, 1), literal(0, 0, 1, 1)), items: repeat(two, 3) }
        {{rest}}
        """)).Draw(new(1), 5);

    private static XElement Draw(string rest) => XDocument.Parse(EpisodePicture.Draw(Episode(rest))).Root!;

    private static int Cells(XElement svg, string color) => svg.Descendants()
        .Where(each => each.Name.LocalName == "path" && each.Attribute("fill")?.Value == color)
        .Sum(each => each.Attribute("d")!.Value.Count(c => c == 'M'));

    private static IEnumerable<(double X, double Width)> Outlines(XElement svg) => svg.Descendants()
        .Where(each => each.Attribute("stroke")?.Value == Scored).Select(each => (Number(each, "x"), Number(each, "width")));

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
