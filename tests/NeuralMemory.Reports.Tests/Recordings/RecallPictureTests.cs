using System.Globalization;
using System.Xml.Linq;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class RecallPictureTests
{
    [Fact]
    public void Is_well_formed_and_the_same_each_time()
    {
        EpisodeRecording recording = Recording(wrongAt: null);
        string svg = RecallPicture.Draw(recording, "a < b & c");
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.Contains("a &lt; b &amp; c", svg, StringComparison.Ordinal);
        Assert.Equal(svg, RecallPicture.Draw(Recording(wrongAt: null), "a < b & c"));
    }

    [Fact]
    public void Says_and_shows_how_many_bits_are_wrong()
    {
        Assert.Contains("0 of 4 bits wrong", RecallPicture.Draw(Recording(wrongAt: null), "t"), StringComparison.Ordinal);
        string svg = RecallPicture.Draw(Recording(wrongAt: 2), "t");
        Assert.Contains("1 of 4 bits wrong", svg, StringComparison.Ordinal);
        Assert.Contains("#d62728", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_do_not_count_are_never_wrong()
    {
        EpisodeRecording recording = Recording(wrongAt: 0);
        Assert.Equal(0, recording.WrongAnswers);
    }

    [Fact]
    public void Symbols_by_their_numbers_are_written_downwards_where_they_count()
    {
        RecordedSymbol symbol = new(0, 300) { IsNumber = true };
        EpisodeRecording recording = new()
        {
            Task = "t",
            Inputs = new float[,] { { 7 }, { 299 }, { -1 } },
            Targets = new float[,] { { -1 }, { 12 }, { 34 } },
            Outputs = new float[,] { { 5 }, { 12 }, { 56 } },
            Scored = [false, true, true],
            Symbols = [symbol],
            ShownSymbols = [symbol],
        };
        string svg = RecallPicture.Draw(recording, "t");
        Assert.Contains("1 of 2 symbols wrong", svg, StringComparison.Ordinal);
        Assert.Equal("7" + "299" + "12" + "34" + "12" + "56", string.Concat(
            XDocument.Parse(svg).Descendants().Where(each => each.Name.LocalName == "text" && each.Attribute("font-size")?.Value == "9")
                .Select(each => each.Value)));
        Assert.Contains("#d62728", svg, StringComparison.Ordinal);
        // Where a step is narrow, a shade stands for the number.
        var many = new float[1000, 1];
        for (int step = 0; step < 1000; step++)
            many[step, 0] = step % 300;
        string narrow = RecallPicture.Draw(
            recording with { Inputs = many, Targets = many, Outputs = many, Scored = new bool[1000] }, "t");
        Assert.DoesNotContain("font-size=\"9\"", narrow, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_as_dark_as_they_are_large_beside_the_largest_that_counts()
    {
        EpisodeRecording recording = new()
        {
            Task = "t",
            Inputs = new float[,] { { 0 }, { 0 }, { 0 } },
            Targets = new float[,] { { 99 }, { 8 }, { -4 } },
            Outputs = new float[,] { { -99 }, { 8.1f }, { -2 } },
            Scored = [false, true, true],
            Numbers = [new(0, 1, 0.25)],
        };
        string svg = RecallPicture.Draw(recording, "t");
        Assert.Contains("1 of 2 numbers wrong", svg, StringComparison.Ordinal);
        string[] shades = [.. XDocument.Parse(svg).Descendants()
            .Select(each => each.Attribute("fill-opacity")?.Value ?? each.Attribute("opacity")?.Value).OfType<string>()];
        // -4 and -2 of 8.1 in eighths: a half, and a quarter.
        Assert.Contains("0.5", shades);
        Assert.Contains("0.25", shades);
        Assert.True(recording.IsWrong(2, 0));
        Assert.False(recording.IsWrong(1, 0));
        Assert.False(recording.IsWrong(0, 0));
    }

    [Fact]
    public void Symbols_that_stand_for_words_are_written_as_words()
    {
        RecordedSymbol symbol = new(0, 3) { IsNumber = true, Words = ["<end>", "cat", "dog"] };
        EpisodeRecording recording = new()
        {
            Task = "t",
            Inputs = new float[,] { { 1 }, { 0 }, { -1 } },
            Targets = new float[,] { { -1 }, { 2 }, { 0 } },
            Outputs = new float[,] { { 1 }, { 2 }, { 1 } },
            Scored = [false, true, true],
            Symbols = [symbol],
            ShownSymbols = [symbol],
        };
        string svg = RecallPicture.Draw(recording, "t");
        XElement[] words = [.. XDocument.Parse(svg).Descendants().Where(each => each.Attribute("transform") is not null)];
        Assert.Equal(["cat", "<end>", "dog", "<end>", "dog", "cat"], words.Select(each => each.Value));
        Assert.All(words, each => Assert.EndsWith("rotate(-90)", each.Attribute("transform")!.Value, StringComparison.Ordinal));
        Assert.Contains("1 of 2 symbols wrong", svg, StringComparison.Ordinal);
        // Where a step is narrow, a shade stands for the word.
        var many = new float[1000, 1];
        Assert.DoesNotContain("rotate", RecallPicture.Draw(
            recording with { Inputs = many, Targets = many, Outputs = many, Scored = new bool[1000] }, "t"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_memory_has_no_panel_of_heads()
    {
        string svg = RecallPicture.Draw(Recording(wrongAt: null) with { Heads = [], Slots = null }, "t");
        Assert.DoesNotContain("slot 0", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void What_else_a_machine_tells_is_drawn_below_all_else_which_stays_as_it_was()
    {
        string without = RecallPicture.Draw(Recording(wrongAt: null), "t"), with = RecallPicture.Draw(WithPanels(slots: 2), "t");
        string[] before = without.Split('\n')[1..^2], after = with.Split('\n')[1..^2];
        Assert.Equal(before, after[..before.Length]);
        XElement[] added = [.. XDocument.Parse(with).Root!.Elements().Skip(XDocument.Parse(without).Root!.Elements().Count())];
        Assert.Equal(["slot 0", "1", "usage of each slot, from 0 (white) to 1 (dark)", "write", "free 1", "gates"],
            added.Where(each => each.Name.LocalName == "text" && each.Value != "usage").Select(each => each.Value));
        Assert.True(HeightOf(with) > HeightOf(without));
    }

    [Fact]
    public void A_cell_is_as_dark_as_its_value_and_equal_neighbours_are_one()
    {
        (string Opacity, string Cells)[] usage = [.. PanelPaths(WithPanels(slots: 2)).Take(4)];
        // A usage of 0, 1/4, 1/2 and 3/4 of the first slot; the second is in use from the first step to the last.
        Assert.Equal(["0.25", "0.5", "0.75", "1"], usage.Select(path => path.Opacity));
        Assert.Matches("^M302 [0-9.]+h230v84h-230z$", usage[0].Cells);
        Assert.Matches("^M762 [0-9.]+h230v84h-230z$", usage[2].Cells);
        Assert.Matches("^M72 [0-9.]+h920v84h-920z$", usage[3].Cells);
    }

    [Theory]
    [InlineData(64, 63, "usage of each slot, from 0 (white) to 1 (dark)")]
    [InlineData(65, 32, "usage, mean of 2 slots in each row, from 0 (white) to 1 (dark)")]
    [InlineData(1024, 64, "usage, mean of 16 slots in each row, from 0 (white) to 1 (dark)")]
    public void Many_slots_share_rows_of_a_panel_that_grows_no_higher(int slots, int fullRows, string note)
    {
        string svg = RecallPicture.Draw(WithPanels(slots), "t");
        Assert.Contains($">{note}</text>", svg, StringComparison.Ordinal);
        Assert.Equal(HeightOf(RecallPicture.Draw(WithPanels(slots: 2), "t")), HeightOf(svg));
        // All slots but the first are full from the first step to the last: a cell for each row. Fifteen of sixteen are all but full.
        string full = PanelPaths(WithPanels(slots)).First(path => path.Opacity == "1").Cells;
        Assert.Equal(fullRows, full.Split("h920").Length - 1);
    }

    /// <summary>Slots of which the first fills slowly and all others are full, and two gates.</summary>
    private static EpisodeRecording WithPanels(int slots)
    {
        var usage = new float[4, slots];
        for (int step = 0; step < 4; step++)
            for (int slot = 0; slot < slots; slot++)
                usage[step, slot] = slot == 0 ? step / 4f : 1;
        return Recording(wrongAt: null) with
        {
            Panels =
            [
                new("usage", usage, null),
                new("gates", new float[,] { { 0, 1 }, { 0, 1 }, { 1, 0 }, { 0, 0 } }, ["write", "free 1"]),
            ],
        };
    }

    /// <summary>What is drawn of the panels: of each shade its opacity and its cells.</summary>
    private static IEnumerable<(string Opacity, string Cells)> PanelPaths(EpisodeRecording recording) =>
        Paths(recording).Skip(Paths(recording with { Panels = [] }).Length)
            .Select(path => ((string)path.Attribute("fill-opacity")!, (string)path.Attribute("d")!));

    private static XElement[] Paths(EpisodeRecording recording) =>
        [.. XDocument.Parse(RecallPicture.Draw(recording, "t")).Root!.Elements().Where(each => each.Name.LocalName == "path")];

    private static double HeightOf(string svg) =>
        double.Parse(((string)XDocument.Parse(svg).Root!.Attribute("viewBox")!).Split(' ')[3], CultureInfo.InvariantCulture);

    /// <summary>
    /// Four steps of two channels; the last two count; at <paramref name="wrongAt"/> the first channel is answered wrongly.
    /// </summary>
    private static EpisodeRecording Recording(int? wrongAt)
    {
        float[,] targets = { { 0, 0 }, { 0, 0 }, { 1, 0 }, { 0, 1 } }, outputs = (float[,])targets.Clone();
        if (wrongAt is { } step)
            outputs[step, 0] = 1 - outputs[step, 0];
        return new EpisodeRecording
        {
            Task = "copy",
            Slots = 8,
            Inputs = targets,
            Targets = targets,
            Outputs = outputs,
            Scored = [false, false, true, true],
            Heads = [new("read 1", [0, 1, 2, 3], [1, 0.5f, 1, 1]), new("write 1", [0, 1, 2, 3], [1, 1, 1, 0])],
        };
    }
}
