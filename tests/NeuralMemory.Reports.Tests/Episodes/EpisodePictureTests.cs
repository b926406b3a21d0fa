using System.Globalization;
using System.Xml.Linq;

namespace NeuralMemory.Reports.Tests;

public sealed class EpisodePictureTests
{
    private const string Scored = "#e08a1e", Shown = "#1d4e89", Wanted = "#1b7f5c", Below = "#b3372f";

    [Fact]
    public void Says_what_it_shows()
    {
        // Six steps, one, six again.
        XElement svg = Draw(new()
        {
            Head = "t, episode 5",
            Title = "length = 6, 13 steps",
            Phases = [new('A', "show data"), new('B', "show flag"), new('C', "a < b & c")],
            PhaseOf = [.. Enumerable.Range(0, 13).Select(step => step < 6 ? 0 : step == 6 ? 1 : 2)],
            Inputs =
            [
                Channel("data", 13, 4, (step, column) => step < 6 ? column % 2 : 0),
                Channel("flag", 13, 1, (step, _) => step == 6 ? 1 : 0),
            ],
            Targets = [Channel("data", 13, 4, (_, _) => 0, (step, _) => step > 6)],
        });
        string[] texts = Texts(svg);
        Assert.Contains("t, episode 5", texts);
        Assert.Contains("length = 6, 13 steps", texts);
        Assert.Contains("a < b & c", texts);
        Assert.Contains("show data", texts);
        // One step has no room for a name: a letter stands for it, and is explained.
        Assert.Contains("B", texts);
        Assert.Contains("B  show flag", texts);
        Assert.Equal(["data", "flag", "data"], texts.Where(text => text is "data" or "flag"));
        Assert.Equal("t, episode 5: length = 6, 13 steps", svg.Descendants().Single(each => each.Name.LocalName == "title").Value);
    }

    [Theory]
    [InlineData(4, "0,40,80,7")]
    [InlineData(100, "0,4,0,8,0,7")]
    public void Symbols_are_numbers_that_are_read_downwards_where_steps_are_narrow(int steps, string written)
    {
        XElement svg = Draw(Sketch(
            [Channel("token", steps, 1, (step, _) => step > 2 ? -1 : 40 * step) with { Symbols = 100 }],
            [Channel("token", steps, 1, (step, _) => step == 2 ? 7 : -1, (step, _) => step == 2) with { Symbols = 100 }]));
        Assert.Equal(written, string.Join(',', Written(svg)));
        Assert.Equal(0, Cells(svg, Below));
    }

    [Fact]
    public void Symbols_that_stand_for_words_are_written_as_words()
    {
        XElement svg = Draw(Sketch(
            [Channel("english", 3, 1, (step, _) => step - 1) with { Symbols = 2, Words = ["<end>", "we"] }],
            [Channel("french", 3, 1, (step, _) => step == 2 ? 1 : -1, (step, _) => step == 2) with { Symbols = 2, Words = ["", "nous"] }]));
        Assert.Equal(["<end>", "we", "nous"], Written(svg));
    }

    [Fact]
    public void A_long_episode_of_symbols_goes_on_in_lines_below_and_loses_none()
    {
        const int steps = 250;
        EpisodeSketch sketch = Sketch(
            [Channel("token", steps, 1, (step, _) => step % 10) with { Symbols = 10 }],
            [Channel("token", steps, 1, (step, _) => step >= 240 ? 3 : -1, (step, _) => step >= 240) with { Symbols = 10 }]);
        XElement svg = Draw(sketch);
        Assert.Equal(
            [.. Enumerable.Range(0, steps).Select(step => $"{step % 10}"), .. Enumerable.Repeat("3", 10)], Written(svg));
        Assert.Equal(3, Texts(svg).Count(text => text == "inputs"));
        Assert.Equal(1, Texts(svg).Count(text => text == "scored"));
        string[] axis = [.. svg.Descendants().Where(each => each.Attribute("text-anchor")?.Value == "middle"
            && each.Attribute("font-size")?.Value == "10").Select(each => each.Value)];
        Assert.Equal(Enumerable.Range(0, 50).Select(step => $"{5 * step}"), axis);
        // A line and the legend.
        Assert.Equal(2, Outlines(svg).Count());
    }

    [Fact]
    public void Every_value_that_is_not_0_is_a_cell_and_what_is_scored_is_outlined()
    {
        XElement svg = Draw(Sketch(
            [Channel("data", 12, 4, (step, column) => step < 6 && column == step % 4 ? 1 : 0)],
            [
                Channel("data", 12, 4, (step, column) => step >= 6 && column == step % 4 ? 1 : 0, (step, _) => step >= 6),
                Channel("stop", 12, 1, (_, _) => 0, (step, _) => step is 6 or 7),
            ]));
        Assert.Equal(6, Cells(svg, Shown));
        Assert.Equal(6, Cells(svg, Wanted));
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
    public void A_target_that_is_not_scored_is_pale()
    {
        XElement svg = Draw(Sketch(
            [Channel("data", 2, 1, (_, _) => 0)], [Channel("data", 2, 1, (_, _) => 1, (step, _) => step == 1)]));
        Assert.Equal(["0.25", "1"], Paths(svg, Wanted).Select(path => path.Attribute("fill-opacity")!.Value).Order());
    }

    [Fact]
    public void Symbols_that_are_scored_apart_are_outlined_apart()
    {
        // Two symbols of two columns: the first is scored in three steps on end, the second in two that are not.
        XElement svg = Draw(Sketch(
            [Channel("data", 6, 4, (_, _) => 1)],
            [Channel("pair", 6, 4, (_, _) => 1, (step, column) => step >= 3 && (column < 2 || step != 4)) with { Symbol = 2 }]));
        Assert.Equal(1 + 2 + 1, Outlines(svg).Count());
    }

    [Fact]
    public void Numbers_have_a_scale_and_negative_ones_a_color()
    {
        XElement svg = Draw(Sketch(
            [Channel("level", 6, 1, (step, _) => step switch { 0 => -0.5f, 1 => 1.25f, _ => 0 }), Channel("data", 6, 4, (_, _) => 1)],
            [Channel("data", 6, 4, (_, _) => 1, (_, _) => true)]));
        string[] texts = Texts(svg);
        Assert.Contains("-0.5", texts);
        Assert.Contains("1.25", texts);
        Assert.Equal(1, Cells(svg, Below));
    }

    [Fact]
    public void A_picture_is_as_wide_as_the_longest_name_of_a_phase_needs()
    {
        string name = new('n', 200);
        XElement svg = Draw(Sketch([Channel("data", 2, 4, (_, _) => 1)], [Channel("data", 2, 4, (_, _) => 1, (_, _) => true)], name));
        XElement legend = svg.Descendants().Single(each => each.Value == $"A  {name}");
        Assert.InRange(Number(legend, "x") + Svg.WidthOf(legend.Value, 11), 1000, Number(svg, "width"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 5)]
    [InlineData(1, 200)]
    [InlineData(100, 200)]
    [InlineData(8, 4000)]
    public void Fits_a_screen_at_any_size_and_is_the_same_each_time(int width, int length)
    {
        int steps = 2 * length + 1;
        EpisodeSketch sketch = Sketch(
            [
                Channel("data", steps, width, (step, column) => step < length ? Bit(step, column) : 0),
                Channel("flag", steps, 1, (step, _) => step == length ? 1 : 0),
            ],
            [
                Channel("data", steps, width, (step, column) => step > length ? Bit(step - length - 1, column) : 0,
                    (step, _) => step > length),
            ]);
        string drawn = EpisodePicture.Draw(sketch);
        Assert.Equal(drawn, EpisodePicture.Draw(sketch));
        XElement svg = XDocument.Parse(drawn).Root!;
        Assert.InRange(Number(svg, "width"), 400, 1250);
        Assert.InRange(Number(svg, "height"), 120, 900);
        Assert.InRange(drawn.Length, 500, 3_000_000);

        static float Bit(int step, int column) => (step * 7 + column * 5) % 3 == 0 ? 1 : 0;
    }

    private static EpisodeSketch Sketch(
        IReadOnlyList<ChannelSketch> inputs, IReadOnlyList<ChannelSketch> targets, string phase = "all") => new()
        {
            Head = "t, episode 5",
            Title = "length = 6",
            Phases = [new('A', phase)],
            PhaseOf = new int[inputs[0].Values.GetLength(0)],
            Inputs = inputs,
            Targets = targets,
        };

    private static ChannelSketch Channel(
        string name, int steps, int width, Func<int, int, float> valueOf, Func<int, int, bool>? isScored = null)
    {
        float[,] values = new float[steps, width];
        bool[,] scored = new bool[steps, width];
        for (int step = 0; step < steps; step++)
            for (int column = 0; column < width; column++)
                (values[step, column], scored[step, column]) = (valueOf(step, column), isScored?.Invoke(step, column) ?? false);
        return new(name, values) { Scored = isScored is null ? null : scored };
    }

    private static XElement Draw(EpisodeSketch sketch) => XDocument.Parse(EpisodePicture.Draw(sketch)).Root!;

    private static IEnumerable<string> Written(XElement svg) => svg.Descendants()
        .Where(each => each.Name.LocalName == "text" && each.Attribute("font-size")?.Value == "9").Select(each => each.Value);

    private static string[] Texts(XElement svg) =>
        [.. svg.Descendants().Where(each => each.Name.LocalName == "text").Select(each => each.Value)];

    private static IEnumerable<XElement> Paths(XElement svg, string color) =>
        svg.Descendants().Where(each => each.Name.LocalName == "path" && each.Attribute("fill")?.Value == color);

    private static int Cells(XElement svg, string color) => Paths(svg, color).Sum(each => each.Attribute("d")!.Value.Count(c => c == 'M'));

    private static IEnumerable<(double X, double Width)> Outlines(XElement svg) => svg.Descendants()
        .Where(each => each.Attribute("stroke")?.Value == Scored).Select(each => (Number(each, "x"), Number(each, "width")));

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
