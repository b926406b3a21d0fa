using System.Globalization;
using System.Xml.Linq;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class InspectionPictureTests
{
    [Fact]
    public void A_Neural_Turing_Machine_is_drawn_as_it_was_found_right() =>
        GoldenSvg.Matches("Inspection", "ntm", InspectionPicture.Draw(SampleTraces.Ntm()));

    [Fact]
    public void A_Differentiable_Neural_Computer_is_drawn_as_it_was_found_right() =>
        GoldenSvg.Matches("Inspection", "dnc", InspectionPicture.Draw(SampleTraces.Dnc()));

    [Fact]
    public void A_decoder_is_drawn_as_it_was_found_right() =>
        GoldenSvg.Matches("Inspection", "decoder", InspectionPicture.Draw(SampleTraces.Decoder()));

    [Fact]
    public void Checkpoints_beside_one_another_are_drawn_as_they_were_found_right() => GoldenSvg.Matches("Inspection",
        "compared", InspectionPicture.Draw([SampleTraces.Ntm(200, sure: 0.4f), SampleTraces.Ntm()]));

    [Fact]
    public void The_headline_says_machine_and_task_and_how_well_it_answered()
    {
        XElement svg = Parse(InspectionPicture.Draw(SampleTraces.Ntm()));
        Assert.Contains("ntm-copy: NTM, LSTM 4, memory small", Texts(svg));
        Assert.Contains("copy, length = 2, 5 steps; episode 3; training step 1,000; 1 of 6 bits wrong", Texts(svg));
    }

    [Fact]
    public void What_was_shown_wanted_answered_and_wrong_stands_above_the_heads_with_their_channels()
    {
        string[] names = [.. Texts(Parse(InspectionPicture.Draw(SampleTraces.Ntm())))];
        string[] wanted =
        [
            "input · data", "input · end", "target · data", "output · data", "error · data",
            "write head", "add vector", "weighting", "interpolation gate", "key strength", "shift", "read head", "read vector", "weighting",
            "interpolation gate", "key strength", "shift", "memory before the first step", "memory after step 4",
        ];
        Assert.Equal(wanted, names.Where(wanted.Contains));
        // The phases by name, the steps by number, the ends of the slots.
        Assert.All(
            (string[])["show data", "show end", "recall data", "step", "0", "4", "slot 0", "7"], text => Assert.Contains(text, names));
        Assert.Contains("1 wrong", names);
    }

    [Fact]
    public void Numbers_wanted_and_answered_share_a_scale_and_errors_are_seen_beside_the_tolerance()
    {
        TracedChannel channel = new("level", 0, 1);
        EpisodeTrace trace = SampleTraces.Decoder() with
        {
            Inputs = [channel],
            Targets = [channel],
            Recording = new()
            {
                Task = "levels",
                Inputs = new float[,] { { 0 }, { 0 }, { 0 } },
                Targets = new float[,] { { 8 }, { -4 }, { 0 } },
                Outputs = new float[,] { { 8.1f }, { -2 }, { 99 } },
                Scored = [true, true, false],
                Numbers = [new(0, 1, 0.25)],
            },
        };
        InspectionPanel[] panels = [.. ChannelPanels.Of(trace)];
        Assert.Equal(["input · level", "target · level", "output · level", "error · level"], panels.Select(panel => panel.Name));
        Assert.Equal(ValueScale.Signed(InspectionScales.RoundUp(8.1f)), panels[1].Scale);
        Assert.Equal(panels[1].Scale, panels[2].Scale);
        InspectionPanel error = panels[3];
        Assert.Equal((new ValueScale(0, 1, ScaleCurve.Linear), 1), (error.Scale, error.WrongAnswers));
        Assert.Equal([false, true, false], error.Wrong!.Cast<bool>());
        Assert.Equal(2, error.Values[1, 0]);
        Assert.Contains("1 of 2 numbers wrong", string.Join(' ', Texts(Parse(InspectionPicture.Draw(trace)))), StringComparison.Ordinal);
    }

    [Fact]
    public void All_panels_have_one_axis_of_time()
    {
        XElement svg = Parse(InspectionPicture.Draw(SampleTraces.Dnc()));
        // Frames but those of the scales and of the matrices below.
        double axis = svg.Elements().Where(each => each.Value == "step").Select(each => Number(each, "y")).Single();
        (double, double)[] frames =
        [
            .. svg.Elements().Where(each => each.Name.LocalName == "rect" && (string?)each.Attribute("fill") == "none")
                .Where(each => Number(each, "y") > 120 && Number(each, "y") < axis)
                .Select(each => (Number(each, "x"), Number(each, "width"))),
        ];
        Assert.Equal(16, frames.Length);
        Assert.Single(frames.Distinct());
    }

    [Fact]
    public void Weights_have_one_fixed_scale_with_its_numbers()
    {
        string[] light = [.. FillsOf(Parse(InspectionPicture.Draw(SampleTraces.Ntm(sure: 0.5f))), "weighting")];
        string[] dark = [.. FillsOf(Parse(InspectionPicture.Draw(SampleTraces.Ntm(sure: 1))), "weighting")];
        Assert.Equal(ColorMap.Sequential.At(1), Assert.Single(dark.Distinct()));
        // Half a weight, and a fourteenth, by their square roots; no picture is stretched to its own greatest weight.
        Assert.Equal([ColorMap.Sequential.At(Math.Sqrt(0.5 / 7)), ColorMap.Sequential.At(Math.Sqrt(0.5))], light.Distinct());
        string[] texts = [.. Texts(Parse(InspectionPicture.Draw(SampleTraces.Ntm())))];
        Assert.Contains("weighting (square-root scale)", texts);
        Assert.All((string[])["0", "0.05", "0.25", "0.5", "1"], tick => Assert.Contains(tick, texts));
    }

    [Fact]
    public void A_step_of_a_weighting_is_drawn_where_it_is()
    {
        XElement svg = Parse(InspectionPicture.Draw(SampleTraces.Ntm(sure: 1)));
        XElement[] grids = [.. svg.Elements().Where(each => (string?)each.Attribute("aria-label") == "weighting")];
        Assert.Equal(2, grids.Length);
        // The writer first: slots 0, 1, then 2 to the end; the reader at 0 until the delimiter has passed, then on to 1.
        Assert.Equal("M0 0h1v1h-1zM1 1h1v1h-1zM2 2h3v1h-3z", PathOf(grids[0]));
        Assert.Equal("M0 0h4v1h-4zM4 1h1v1h-1z", PathOf(grids[1]));
    }

    [Fact]
    public void Words_are_written_and_wrong_ones_are_red()
    {
        XElement svg = Parse(InspectionPicture.Draw(SampleTraces.Decoder()));
        XElement[] wrong = [.. svg.Elements().Where(each => each.Value == "Haus & Hof")];
        Assert.Equal(Palette.Red, (string?)Assert.Single(wrong).Attribute("fill"));
        Assert.Contains("1 wrong", Texts(svg));
        Assert.All((string[])["a", "man", "attention to the source", "weights"], text => Assert.Contains(text, Texts(svg)));
    }

    [Fact]
    public void Long_names_stay_on_the_paper_and_phases_of_one_name_look_alike()
    {
        EpisodeTrace trace = SampleTraces.Ntm();
        TracedAxis readers = new("reader", 1, ["read head"]), writers = new("writer", 2, ["write head 1", "write head 2"]);
        trace = trace with
        {
            Inputs = [new("a channel with a name that nobody can read at once", 0, 4)],
            Phases = ["show data", "recall data", "show data"],
            Quantities = [SampleTraces.Quantity("read/sharpness", "forward sharpness", 5, (t, i) => 1 + t, 1, null, readers, writers)],
        };
        XElement svg = Parse(InspectionPicture.Draw(trace));
        string[] texts = [.. Texts(svg)];
        Assert.Equal(2, texts.Count(text => text == "forward sharpness"));
        Assert.All((string[])["write head 1", "write head 2"], text => Assert.Contains(text, texts));
        Assert.Contains(texts, text => text.StartsWith("input · a channel", StringComparison.Ordinal) && text.EndsWith('\u2026'));
        foreach (XElement text in svg.Elements().Where(each => (string?)each.Attribute("text-anchor") == "end"))
            Assert.InRange(Number(text, "x") - Svg.WidthOf(text.Value, Number(text, "font-size")), 0, double.PositiveInfinity);
        double top = svg.Elements().Where(each => each.Value == "phase").Select(each => Number(each, "y")).Single() - 12.5;
        string?[] bands = [.. svg.Elements().Where(each => Number(each, "y", 0) == top).Select(each => (string?)each.Attribute("fill"))];
        Assert.Equal(3, bands.Length);
        Assert.Equal(bands[0], bands[2]);
        Assert.NotEqual(bands[0], bands[1]);
    }

    [Fact]
    public void Checkpoints_have_the_same_scales_and_their_own_errors()
    {
        EpisodeTrace early = SampleTraces.Ntm(200), late = SampleTraces.Ntm();
        late = late with
        {
            Quantities =
            [
                .. late.Quantities.Select(quantity => quantity.Name != "reads" ? quantity
                    : quantity with { Values = quantity.Values.ToArray().Select(value => 10 * value).ToArray() }),
            ],
        };
        IReadOnlyList<InspectionView> views = InspectionView.Of([early, late]);
        ValueScale[] scales =
        [
            .. views.Select(view => view.Sections.SelectMany(section => section.Panels).First(panel => panel.Name == "read vector").Scale),
        ];
        Assert.Equal(scales[0], scales[1]);
        Assert.Equal(20, scales[0].High, 1e-9);
        string[] texts = [.. Texts(Parse(InspectionPicture.Draw(views)))];
        Assert.Equal(["training step 200", "training step 1,000"],
            texts.Where(text => text.StartsWith("training step ", StringComparison.Ordinal)));
        Assert.Equal(2, texts.Count(text => text == "1 of 6 bits wrong"));
    }

    [Fact]
    public void A_thousand_steps_over_a_thousand_slots_stay_small()
    {
        const int steps = 1000, slots = 1024;
        TracedQuantity weights = SampleTraces.Quantity(
            "heads/weights", "weighting", steps, (t, i) => i % slots == t ? 0.9f : (t * 31 + i * 17) % 101 * 1e-4f, 0, 1,
            new TracedAxis("head", 2, ["read head", "write head"]), new TracedAxis("slot", slots)) with
        { IsDistribution = true };
        EpisodeTrace large = SampleTraces.Long(steps, weights);
        string svg = InspectionPicture.Draw(large);
        Assert.InRange(svg.Length, 10_000, 1 << 20);
        Assert.Equal(2, Texts(Parse(svg)).Count(text => text == "largest of 4"));
        Assert.Equal(2, Parse(svg).Elements().Count(each => each.Name.LocalName == "image"));
    }

    private static XElement Parse(string svg) => XDocument.Parse(svg).Root!;

    private static IEnumerable<string> Texts(XElement svg) =>
        svg.Elements().Where(each => each.Name.LocalName == "text").Select(each => each.Value);

    private static IEnumerable<string> FillsOf(XElement svg, string label) => svg.Elements()
        .Where(each => (string?)each.Attribute("aria-label") == label).Elements().Select(path => (string)path.Attribute("fill")!);

    private static string PathOf(XElement grid) => (string)Assert.Single(grid.Elements()).Attribute("d")!;

    private static double Number(XElement element, string name, double? missing = null) => element.Attribute(name) is { } attribute
        ? double.Parse(attribute.Value.Replace("%", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
        : missing ?? throw new ArgumentException(name);
}
