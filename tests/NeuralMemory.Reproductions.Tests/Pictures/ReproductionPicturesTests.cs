using System.Globalization;
using System.Xml.Linq;

namespace NeuralMemory.Reproductions.Tests;

public sealed class ReproductionPicturesTests
{
    [Fact]
    public void The_curve_has_a_median_a_band_and_the_published_figure()
    {
        XElement svg = XDocument.Parse(CurvePicture.Draw(Solved)!).Root!;
        XElement band = Assert.Single(OfClass(svg, "band")), median = Assert.Single(OfClass(svg, "line"));
        Assert.Equal(2 * Points(median).Length, Points(band).Length);
        XElement published = Assert.Single(OfClass(svg, "reference"));
        Assert.Equal("6 4", (string?)published.Attribute("stroke-dasharray"));
        // The last median, 0.25, is all but at the published 0; learning begins far above it.
        double level = (double)published.Attribute("y1")!;
        Assert.InRange(level - Points(median)[^1].Y, 0, 3);
        Assert.True(level - Points(median)[0].Y > 200);
        Assert.Contains(Elements(svg, "text"), text => text.Value.Contains("of 1 seed;", StringComparison.Ordinal));
        string[] words = ["training sequences", "bits per sequence", "published: 0", "median (n = 1; band: quartiles)"];
        Assert.All(words, text => Assert.Contains(Elements(svg, "text"), each => each.Value == text));
    }

    [Fact]
    public void Everything_drawn_is_on_the_paper()
    {
        string?[] pictures =
        [
            CurvePicture.Draw(Solved), CurvePicture.Draw(Sample.Outcome), GridPicture.Draw(Sample.Outcome),
            ContrastPicture.Draw(Sample.Contrasted),
        ];
        foreach (string? drawn in pictures)
        {
            XElement svg = XDocument.Parse(drawn!).Root!;
            double[] paper = [.. ((string)svg.Attribute("viewBox")!).Split(' ')
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            foreach (var (x, y) in Elements(svg, "path").SelectMany(Points)
                .Concat(Elements(svg, "text").Select(text => ((double)text.Attribute("x")!, (double)text.Attribute("y")!))))
            {
                Assert.InRange(x, 0, paper[2]);
                Assert.InRange(y, 0, paper[3]);
            }
        }
    }

    [Fact]
    public void The_heat_map_has_a_cell_for_each_point_and_an_outline_around_what_was_trained()
    {
        XElement svg = XDocument.Parse(GridPicture.Draw(Solved)!).Root!;
        XElement all = Assert.Single(OfClass(svg, "cells"));
        XElement[] cells = [.. Elements(all, "rect")];
        Assert.Equal(4, cells.Length);
        Assert.Equal(["0", "0.5", "12.5", "50"], Elements(all, "text").Select(text => text.Value));
        // Trained on lengths 1 to 10 and repeats 1 to 10: of the values 10 and 20, 1-5 and 20, one cell.
        XElement outline = Assert.Single(OfClass(svg, "trained"));
        Assert.InRange((double)outline.Attribute("width")! - (double)cells[0].Attribute("width")!, 0, 8);
        Assert.InRange((double)outline.Attribute("height")! - (double)cells[0].Attribute("height")!, 0, 8);
        // Half of the bits wrong is as dark as it gets; an eighth of them half as dark.
        Assert.Equal(["0", "0.1", "0.5", "1"], cells.Select(cell => (string?)cell.Attribute("fill-opacity")));
    }

    [Fact]
    public void A_contrast_has_each_seed_and_the_median_of_both_configs_and_a_dot_where_one_was_solved()
    {
        XElement svg = XDocument.Parse(ContrastPicture.Draw(Sample.Contrasted)!).Root!;
        XElement[] seeds = [.. OfClass(svg, "thread")], medians = [.. OfClass(svg, "line")];
        // The other config below; of each the two seeds, and then the medians.
        string own = "#0072b2", other = "#d55e00";
        Assert.Equal([other, other, own, own], seeds.Select(curve => (string?)curve.Attribute("stroke")));
        Assert.Equal([other, own], medians.Select(curve => (string?)curve.Attribute("stroke")));
        XElement dot = Assert.Single(Elements(svg, "circle"));
        var (x, y) = Points(seeds[2])[^1];
        Assert.Equal(own, (string?)dot.Attribute("fill"));
        Assert.Equal(x, (double)dot.Attribute("cx")!, 0.1);
        Assert.Equal(y, (double)dot.Attribute("cy")!, 0.1);
        // One that took three thousand sequences, beside one that took nine.
        double left = (double)Elements(svg, "rect").First(each => each.Attribute("x") is not null).Attribute("x")!;
        Assert.Equal((Points(seeds[0])[^1].X - left) / 3, x - left, 0.2);
        string[] legend = ["copy-ntm (1 of 2 solved)", "copy-lstm (0 of 2 solved)"];
        Assert.All(legend, text => Assert.Contains(Elements(svg, "text"), each => each.Value == text));
    }

    [Fact]
    public void There_is_no_contrast_with_nothing()
    {
        Assert.Null(ContrastPicture.Draw(Sample.Outcome));
        Assert.Null(ContrastPicture.Draw(Sample.Contrasted with { Other = null }));
        Assert.Null(ContrastPicture.Draw(Sample.Contrasted with { Seeds = [] }));
        ReproductionOutcome other = Sample.Contrasted.Other! with { Seeds = [new() { Seed = 1 }] };
        Assert.Null(ContrastPicture.Draw(Sample.Contrasted with { Other = other }));
    }

    [Fact]
    public void There_is_no_picture_of_nothing()
    {
        ReproductionOutcome nothing = Sample.Outcome with { Seeds = [Sample.Outcome.Seeds[1] with { Curve = [] }] };
        Assert.Null(CurvePicture.Draw(nothing));
        Assert.Null(GridPicture.Draw(nothing));
        Assert.Null(GridPicture.Draw(Sample.Outcome with { Axes = [Sample.Outcome.Axes[0]] }));
    }

    private static ReproductionOutcome Solved => Sample.Outcome with { Seeds = [Sample.Outcome.Seeds[0]] };

    private static IEnumerable<XElement> Elements(XElement svg, string name) =>
        svg.Descendants().Where(each => each.Name.LocalName == name);

    private static IEnumerable<XElement> OfClass(XElement svg, string name) =>
        svg.Descendants().Where(each => (string?)each.Attribute("class") == name);

    /// <summary>The points of a path of straight lines; of one that goes on by distances, its first.</summary>
    private static (double X, double Y)[] Points(XElement path) =>
    [
        .. ((string)path.Attribute("d")!).Split('M', 'L', 'Z').Where(point => point.Split(' ').Length == 2)
            .Select(point => point.Split(' ').Select(number => double.Parse(number.Split('H')[0], CultureInfo.InvariantCulture)).ToArray())
            .Select(point => (point[0], point[1])),
    ];
}
