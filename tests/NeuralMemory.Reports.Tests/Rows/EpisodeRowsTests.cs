using System.Globalization;
using System.Xml.Linq;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class EpisodeRowsTests
{
    [Fact]
    public void Every_panel_has_one_image_or_bars_and_a_frame_that_tells_where_a_pointer_is()
    {
        InspectionView view = InspectionView.Of(SampleTraces.Ntm());
        InspectionPanel[] panels = [.. view.Sections.SelectMany(section => section.Panels)];
        XElement rows = Rows(view, 3);
        XElement[] frames = [.. Of(rows, "rect").Where(rect => rect.Attribute("data-panel") is not null)];
        Assert.Equal(Enumerable.Range(0, panels.Length), frames.Select(frame => (int)frame.Attribute("data-panel")!));
        Assert.All(frames.Zip(panels), pair => Assert.Equal(("0", "5", pair.Second.Rows, "all"), (
            (string)pair.First.Attribute("data-first")!, (string)pair.First.Attribute("data-columns")!,
            (int)pair.First.Attribute("data-rows")!, (string)pair.First.Attribute("pointer-events")!)));
        Assert.All(frames, frame => Assert.Equal(5 * 40, (double)frame.Attribute("width")!));
        Assert.Equal(panels.Count(panel => panel.Kind != PanelKind.Bars), Of(rows, "image").Count());
        Assert.All(Of(rows, "image"), image => Assert.Null(image.Attribute("style")));
        Assert.Equal(["write head", "read head"], rows.Descendants("summary").Select(summary => summary.Value));
    }

    [Fact]
    public void Another_step_moves_the_frame_and_nothing_else()
    {
        InspectionView view = InspectionView.Of(SampleTraces.Dnc());
        string one = Text(view, 1), other = Text(view, 4);
        Assert.Equal(one.Replace("x=\"163.5\"", "x=\"283.5\"", StringComparison.Ordinal), other);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Folded_parts_are_shut_and_the_others_open()
    {
        XElement rows = XElement.Parse(Text(InspectionView.Of(SampleTraces.Ntm()), 0, folded: "read head"));
        Assert.Equal([("write head", true), ("read head", false)],
            rows.Descendants("details").Select(part => (part.Element("summary")!.Value, part.Attribute("open") is not null)));
    }

    [Fact]
    public void Of_many_slots_the_greatest_weights_are_seen_and_steps_stay_wide_enough()
    {
        const int steps = 400, slots = 1000;
        EpisodeTrace large = SampleTraces.Long(steps,
            SampleTraces.Shares("heads/weights", "weighting", steps, (t, i) => i == 777 && t == 200 ? 1 : 0,
                new TracedAxis("head", 1, ["read head"]), new TracedAxis("slot", slots)));
        XElement rows = Rows(InspectionView.Of(large), 0);
        XElement frame = Of(rows, "rect").Last(rect => rect.Attribute("data-panel") is not null);
        Assert.Equal((1000, 800.0), ((int)frame.Attribute("data-rows")!, (double)frame.Attribute("width")!));
        (int width, int height, byte[] pixels) = PngReader.Read((string)Of(rows, "image").Last().Attribute("href")!);
        Assert.Equal((steps, 128), (width, height));
        Assert.Equal(200 + 777 * 128 / 1000 * steps, Assert.Single(Enumerable.Range(0, pixels.Length), at => pixels[at] != 0));
        Assert.Contains("largest of 8", rows.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_has_a_mark_and_no_color_alone()
    {
        // Of the sample one bit is wrong, and of the decoder one word, below which a wedge stands.
        XElement bits = Rows(InspectionView.Of(SampleTraces.Ntm()), 0), words = Rows(InspectionView.Of(SampleTraces.Decoder()), 0);
        XElement marks = Assert.Single(Of(bits, "path"), path => (string?)path.Attribute("stroke-linecap") == "round");
        string cross = (string)marks.Attribute("d")!;
        Assert.Equal(1, cross.Count(c => c == 'M'));
        Assert.Contains(Of(words, "path"), path => ((string)path.Attribute("d")!).EndsWith('z')
            && (string?)path.Attribute("stroke-linecap") == "round");
        Assert.Contains("1 wrong", bits.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ntm")]
    [InlineData("decoder")]
    public void A_picture_of_the_rows_is_the_one_that_was_looked_at(string name)
    {
        EpisodeTrace trace = name == "ntm" ? SampleTraces.Ntm() : SampleTraces.Decoder();
        string svg = RowsPicture.Draw(InspectionView.Of(trace), step: 2, folded: new HashSet<string> { "read head" });
        GoldenSvg.Matches("Rows", name, svg);
        Assert.DoesNotContain("var(", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_memory_goes_through_an_episode_in_the_colors_of_its_steps()
    {
        string svg = MemoryPicture.Draw(SampleTraces.Ntm());
        GoldenSvg.Matches("Rows", "memory", svg);
        // What was written in step 0 is read in the first step of the answer: both have its color.
        string first = StepColors.At(0, 5);
        XElement[] cells = [.. XElement.Parse(svg).Descendants().Where(each => (string?)each.Attribute("fill") == first)];
        Assert.Contains(cells, cell => cell.Name.LocalName == "path");
        Assert.Throws<RunException>(() => MemoryPicture.Draw(SampleTraces.Decoder()));
    }

    [Fact]
    public void A_long_episode_in_little_has_its_window_and_its_heads()
    {
        EpisodeStrip strip = new()
        {
            Phases = ["show", "recall"],
            PhaseOf = [.. Enumerable.Range(0, 10_000).Select(step => step / 5000)],
            Wrong = [.. Enumerable.Range(0, 10_000).Select(step => step == 7000 ? 2 : 0)],
            Heads = [new("write head", 1024, [.. Enumerable.Range(0, 10_000).Select(step => step % 1024)])],
        };
        XElement overview = XElement.Parse(ComponentText.Of<EpisodeOverview>(new Dictionary<string, object?>
        {
            [nameof(EpisodeOverview.Strip)] = strip,
            [nameof(EpisodeOverview.First)] = 5000,
            [nameof(EpisodeOverview.Count)] = 400,
            [nameof(EpisodeOverview.Step)] = 5100,
        }));
        double per = 960 / 10_000.0;
        XElement window = Of(overview, "rect").Single(rect => (string?)rect.Attribute("class") == "overview-window");
        Assert.Equal((5000 * per, 400 * per), ((double)window.Attribute("x")!, (double)window.Attribute("width")!));
        XElement whole = Of(overview, "rect").Single(rect => rect.Attribute("data-overview") is not null);
        Assert.Equal(10_000, (int)whole.Attribute("data-columns")!);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"M{7000 * 960 / 10_000} "),
            (string)Of(overview, "path").First().Attribute("d")!, StringComparison.Ordinal);
        (int width, int height, _) = PngReader.Read((string)Of(overview, "image").Single().Attribute("href")!);
        Assert.Equal((960, 13), (width, height));
    }

    [Fact]
    public void A_strip_of_a_trace_has_its_heads_and_its_wrong_answers()
    {
        EpisodeStrip strip = EpisodeStrip.Of(SampleTraces.Ntm());
        Assert.Equal(["write head", "read head"], strip.Heads.Select(head => head.Name));
        Assert.Equal([0, 1, 2, 2, 2], strip.Heads[0].SlotAt);
        Assert.Equal([0, 0, 0, 0, 1], strip.Wrong);
    }

    private static XElement Rows(InspectionView view, int step) => XElement.Parse(Text(view, step));

    private static string Text(InspectionView view, int step, params string[] folded) =>
        ComponentText.Of<EpisodeRows>(new Dictionary<string, object?>
        {
            [nameof(EpisodeRows.View)] = view,
            [nameof(EpisodeRows.Step)] = step,
            [nameof(EpisodeRows.Folded)] = folded.ToHashSet(),
        });

    private static IEnumerable<XElement> Of(XElement root, string name) =>
        root.Descendants().Where(each => each.Name.LocalName == name);
}
