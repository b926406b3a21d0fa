using System.Globalization;
using System.Xml.Linq;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class StepPictureTests
{
    private static readonly Dictionary<string, object?> Nothing = [];

    public static TheoryData<string> Names => [.. MemorySamples.All.Keys];

    /// <summary>But those that are so large that their image is compressed, as the system does it.</summary>
    public static TheoryData<string> GoldenNames => [.. MemorySamples.All.Keys.Where(name => name != "memory-large")];

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void A_picture_is_drawn_as_it_was_found_right(string name) => GoldenSvg.Matches(
        "Memory", name, MemorySamples.All[name](Nothing).Replace("><", ">\n<", StringComparison.Ordinal) + "\n");

    /// <summary>Wide and narrow, for paper and for pages, with and without a name.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_drawn_is_on_the_paper_and_says_what_it_is(string name)
    {
        foreach (double width in (double[])[340, 720, 1100])
            foreach (ChartTheme theme in (ChartTheme[])[ChartTheme.Plain, ChartTheme.Page, ChartTheme.Anywhere])
                foreach (bool isBare in (bool[])[false, true])
                {
                    Dictionary<string, object?> parameters = new() { ["Width"] = width, ["Theme"] = theme, ["IsBare"] = isBare };
                    string text = MemorySamples.All[name](parameters);
                    Assert.Equal(text, MemorySamples.All[name](parameters));
                    Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
                    Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
                    Assert.DoesNotContain("style=", text, StringComparison.Ordinal);
                    XElement svg = XDocument.Parse(text).Root!;
                    Assert.Equal("img", (string?)svg.Attribute("role"));
                    Assert.True(((string?)svg.Attribute("aria-label"))!.Length > 20);
                    string title = svg.Elements().First(each => each.Name.LocalName == "title").Value;
                    Assert.StartsWith(title, (string)svg.Attribute("aria-label")!, StringComparison.Ordinal);
                    double height = (double)svg.Attribute("height")!;
                    Assert.Equal($"0 0 {width} {height.ToString("0.##", CultureInfo.InvariantCulture)}", (string?)svg.Attribute("viewBox"));
                    Assert.All(Elements(svg, "text").Where(label => label.Attribute("x") is not null), label => AssertInside(label, width, height));
                }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_has_few_elements_however_large_the_memory_is(string name) =>
        Assert.InRange(XDocument.Parse(MemorySamples.All[name](Nothing)).Descendants().Count(), 5, 160);

    [Fact]
    public void A_language_with_commas_changes_no_byte()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string[] pictures = [.. MemorySamples.All.Values.Select(draw => draw(Nothing))];
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(pictures, MemorySamples.All.Values.Select(draw => draw(Nothing)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_page_decides_on_colors_and_a_file_of_its_own_has_them()
    {
        string links = MemorySamples.All["links-arcs"](new Dictionary<string, object?> { ["Theme"] = ChartTheme.Page });
        Assert.DoesNotContain("#", links, StringComparison.Ordinal);
        string file = StepSvg.Document<GateView>(new Dictionary<string, object?> { ["Gates"] = GateValues.Of(SampleTraces.Ntm(), 1) });
        Assert.DoesNotContain("var(", file, StringComparison.Ordinal);
        Assert.EndsWith("</svg>\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_memory_has_one_image_and_a_panel_that_a_pointer_finds_slots_in()
    {
        foreach ((string name, string columns, string rows) in
            (IEnumerable<(string, string, string)>)[("memory-values", "8", "3"), ("memory-large", "1024", "64")])
        {
            XElement svg = XDocument.Parse(MemorySamples.All[name](Nothing)).Root!;
            XElement panel = svg.Descendants().Single(each => (string?)each.Attribute("data-panel") == "memory");
            Assert.Equal((columns, rows), ((string?)panel.Attribute("data-columns"), (string?)panel.Attribute("data-rows")));
            XElement image = Assert.Single(Elements(OfClass(svg, "numbers"), "image"));
            Assert.All((string[])["x", "y", "width", "height"],
                side => Assert.Equal((string?)panel.Attribute(side), (string?)image.Attribute(side)));
        }
    }

    [Fact]
    public void What_a_memory_shows_is_said()
    {
        string label = Label(MemorySamples.All["memory-values"](Nothing));
        Assert.Equal("memory after step 3: 8 slots of 3 numbers. write head at slot 2 (0.90). read head at slot 0 (0.90). marked: slot 1", label);
        Assert.Contains("a dot is the largest of 2 slots", MemorySamples.All["memory-large"](Nothing), StringComparison.Ordinal);
        Assert.Contains("marked: slot 700, written by no step", Label(MemorySamples.All["memory-large"](Nothing)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_out_of_the_memory_is_none()
    {
        XElement svg = XDocument.Parse(MemorySamples.All["memory-values"](new Dictionary<string, object?> { ["Slot"] = 8 })).Root!;
        Assert.DoesNotContain(svg.Descendants(), each => (string?)each.Attribute("class") == "marked");
    }

    [Fact]
    public void Of_a_large_memory_the_slots_around_the_peak_are_shown()
    {
        XElement svg = XDocument.Parse(MemorySamples.All["address-large"](Nothing)).Root!;
        XElement panel = svg.Descendants().First(each => (string?)each.Attribute("data-panel") == "address");
        (int first, int count) = ((int)panel.Attribute("data-first")!, (int)panel.Attribute("data-columns")!);
        Assert.InRange(702, first + count / 3, first + 2 * count / 3);
        Assert.Contains($"slots {first} to {first + count - 1} of 1,024", svg.Value, StringComparison.Ordinal);
        Assert.Contains("slot 702 (0.97)", svg.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_origin_has_its_step()
    {
        XElement svg = XDocument.Parse(MemorySamples.All["trace-back"](Nothing)).Root!;
        Assert.Equal(["1", "1"], svg.Descendants().Where(each => (string?)each.Attribute("class") == "origin")
            .Select(each => (string?)each.Attribute("data-step")));
        Assert.Contains("read head looked at slot 1 (0.90, written by step 1)", Label(svg.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Arcs_on_lead_above_the_line_of_slots_and_arcs_back_below_it()
    {
        XElement svg = XDocument.Parse(MemorySamples.All["links-arcs"](Nothing)).Root!;
        XElement[] writers = [.. svg.Descendants().Where(each => (string?)each.Attribute("class") == "arcs")];
        Assert.Equal(2, writers.Length);
        // An arc turns clockwise: what goes to the right rises, what goes to the left falls.
        Assert.All(writers.SelectMany(each => Elements(each, "path")), arc =>
            Assert.Matches("^(M[0-9.]+ 0A[0-9.]+ [0-9.]+ 0 0 1 [0-9.]+ 0|M[0-9.]+ 0a3 3 0 1 0 4 0)+$", (string)arc.Attribute("d")!));
        Assert.Contains("write head 2: 2 links, the strongest from slot 0 to 5 (0.95)", Label(svg.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_later_is_no_part_of_what_a_step_can_look_at()
    {
        XElement later = XDocument.Parse(MemorySamples.All["alignment-steps"](Nothing)).Descendants()
            .Single(each => (string?)each.Attribute("class") == "later");
        Assert.Equal(4, ((string)later.Attribute("d")!).Count(c => c == 'M'));
        Assert.DoesNotContain("later", MemorySamples.All["alignment-source"](Nothing), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_marked_tells_what_it_looked_at() => Assert.Equal(
        "attention to the source. ‘Haus & Hof’ looked most at ‘man’ (1.00)", Label(MemorySamples.All["alignment-source"](Nothing)));

    [Fact]
    public void Long_alignments_are_shown_around_the_row()
    {
        TracedQuantity weights = SampleTraces.Shares(
            "layer0/weights", "layer 1", 500, (t, i) => i == t ? 1 : 0, new("head", 1), new("seen_step", 500));
        XElement svg = XDocument.Parse(StepSvg.Of<AlignmentView>(
            new Dictionary<string, object?> { ["Weights"] = weights, ["Row"] = 300 })).Root!;
        XElement panel = svg.Descendants().Single(each => (string?)each.Attribute("data-panel") == "alignment");
        Assert.Equal((240, 120, 240, 120), ((int)panel.Attribute("data-first-row")!, (int)panel.Attribute("data-rows")!,
            (int)panel.Attribute("data-first-column")!, (int)panel.Attribute("data-columns")!));
        Assert.Contains("rows 240 to 359 of 500, columns 240 to 359 of 500", svg.Value, StringComparison.Ordinal);
        Assert.Contains("step 300 looked most at step 300 (1.00)", svg.Value, StringComparison.Ordinal);
    }

    private static void AssertInside(XElement label, double width, double height)
    {
        double x = (double)label.Attribute("x")!, room = 0.5 * label.Value.Length * (double)label.Attribute("font-size")!;
        double left = (string?)label.Attribute("text-anchor") switch { "middle" => x - room / 2, "end" => x - room, _ => x };
        Assert.True(left >= -1 && left + room <= width + 1, $"'{label.Value}' is from {left} to {left + room} of {width}");
        Assert.InRange((double)label.Attribute("y")!, 0, height);
    }

    private static string Label(string svg) => (string)XDocument.Parse(svg).Root!.Attribute("aria-label")!;

    private static IEnumerable<XElement> Elements(XElement svg, string name) => svg.Descendants().Where(each => each.Name.LocalName == name);

    private static XElement OfClass(XElement svg, string name) => svg.Descendants().Single(each => (string?)each.Attribute("class") == name);
}
