using System.Globalization;
using System.Xml.Linq;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class WeightPictureTests
{
    [Fact]
    public void The_same_weights_give_the_same_bytes()
    {
        WeightRecording[] maps = [Map("layer 1", "head 1", 3, 4), Map("layer 1", "head 2", 3, 4), Map("layer 2", "", 2, 2)];
        Assert.Equal(WeightPicture.Draw(maps, "a run"), WeightPicture.Draw(maps, "a run"));
    }

    [Fact]
    public void Words_stand_on_both_axes_and_what_xml_would_misread_is_escaped()
    {
        WeightRecording map = new("attention", "", new float[,] { { 0.9f, 0.1f } }, ["<end>"], ["a & b", "c"]);
        string svg = WeightPicture.Draw([map], "a run");
        Assert.All(
            (string[])["&lt;end&gt;", "a &amp; b", "c", "attention", "90", "10"],
            text => Assert.Contains($">{text}</text>", svg, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, 41, 2, true)]
    [InlineData(4, 64, 4, false)]
    [InlineData(2, 64, 2, false)]
    [InlineData(8, 10, 4, true)]
    [InlineData(1, 64, 1, true)]
    public void Maps_stand_beside_one_another_with_names_where_there_is_room(int heads, int places, int beside, bool haveNames)
    {
        WeightRecording[] maps = [.. Enumerable.Range(1, heads).Select(head => Map("layer 1", $"head {head}", places, places))];
        XElement[] texts = [.. XDocument.Parse(WeightPicture.Draw(maps, "a run")).Root!.Descendants()];
        double[] tops =
            [.. texts.Where(text => text.Value.StartsWith("head ", StringComparison.Ordinal)).Select(text => Number(text, "y"))];
        Assert.Equal(heads, tops.Length);
        Assert.Equal(beside, tops.Count(top => top == tops[0]));
        Assert.Equal(haveNames, texts.Any(text => text.Value == "c3"));
        // Where there is no room for names, some places are told.
        Assert.Equal(!haveNames, texts.Any(text => text.Value == "10"));
    }

    [Theory]
    [InlineData(0.9f, "1", 0.1)]
    [InlineData(0.15f, "0.2", 0.5)]
    [InlineData(0f, "0.1", 1)]
    public void The_scale_ends_above_the_largest_weight(float largest, string end, double shade)
    {
        WeightRecording map = new("attention", "", new float[,] { { largest, 0.1f } }, ["r"], ["a", "b"]);
        XElement svg = XDocument.Parse(WeightPicture.Draw([map], "a run")).Root!;
        string[] texts = [.. svg.Descendants().Where(each => each.Name.LocalName == "text").Select(each => each.Value)];
        int scale = Array.IndexOf(texts, "the weight of a cell");
        Assert.Equal(["0", end], texts[(scale + 1)..(scale + 3)]);
        XElement cells = svg.Descendants().Single(each => (string?)each.Attribute("aria-label") == "attention");
        Assert.Contains(cells.Elements(), path => (string)path.Attribute("fill")! == ColorMap.Sequential.At(shade)
            && ((string)path.Attribute("d")!).Contains("M1 0h1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_name_of_the_last_column_stays_on_the_paper()
    {
        WeightRecording map = new("attention", "", new float[,] { { 0.5f, 0.5f } }, ["r"], ["a", "extraordinairement"]);
        XElement svg = XDocument.Parse(WeightPicture.Draw([map], "a run")).Root!;
        XElement last = svg.Descendants().Single(text => text.Value == "extraordinairement");
        double x = double.Parse(last.Attribute("transform")!.Value.Split('(', ' ')[1], CultureInfo.InvariantCulture);
        double width = double.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture);
        Assert.InRange(x + Math.Sqrt(0.5) * Svg.WidthOf(last.Value, 12), 0, width);
    }

    [Fact]
    public void A_long_map_is_windowed_and_says_so()
    {
        WeightRecording map = Map("attention", "", 200, 300);
        // All weight in a corner: the window goes where it is.
        for (int row = 0; row < 200; row++)
            map.Weights[row, 290] = 1;
        WeightWindow window = WeightWindow.Of(map);
        Assert.Equal((136, 64, 64), (window.FirstRow, window.Rows, window.Columns));
        Assert.InRange(290, window.FirstColumn, window.FirstColumn + 63);
        Assert.StartsWith("rows 136 to 199 of 200, columns ", window.Describe(map), StringComparison.Ordinal);
        Assert.Contains($"({window.Describe(map)})", WeightPicture.Draw([map], "a run"), StringComparison.Ordinal);
        WeightWindow wanted = WeightWindow.Of(map, row: 5, column: 10);
        Assert.Equal((5, 10), (wanted.FirstRow, wanted.FirstColumn));
        Assert.Equal((136, 236), (WeightWindow.Of(map, 1000, 1000).FirstRow, WeightWindow.Of(map, 1000, 1000).FirstColumn));
        Assert.Equal("", WeightWindow.Of(Map("attention", "", 3, 3)).Describe(Map("attention", "", 3, 3)));
        // A few more are no reason to leave any out.
        Assert.Equal(new(0, 65, 0, 72), WeightWindow.Of(Map("attention", "", 65, 72)));
        Assert.Equal(new(9, 64, 0, 64), WeightWindow.Of(Map("attention", "", 73, 64)));
    }

    [Fact]
    public void Numbers_are_a_line_a_cell_and_names_are_quoted_where_they_must_be()
    {
        WeightRecording map = new("to the source", "head 1", new float[,] { { 0.25f, 0.75f } }, ["a,b"], ["x", "say \"y\""]);
        Assert.Equal(
            "group,head,row,row_name,column,column_name,weight\n"
            + "to the source,head 1,0,\"a,b\",0,x,0.25\n"
            + "to the source,head 1,0,\"a,b\",1,\"say \"\"y\"\"\",0.75\n",
            WeightCsv.Write([map]));
    }

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static WeightRecording Map(string group, string head, int rows, int columns) => new(
        group, head, new float[rows, columns], [.. Enumerable.Range(0, rows).Select(i => $"r{i}")],
        [.. Enumerable.Range(0, columns).Select(i => $"c{i}")]);
}
