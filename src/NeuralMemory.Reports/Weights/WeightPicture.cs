using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws maps of weights as SVG: what was looked at from left to right, what looked from top to bottom, a cell as dark as its weight. Many
/// heads stand beside one another as small maps, with one scale for all, which ends above the largest weight.
/// </summary>
public static class WeightPicture
{
    private const double Top = 96, Margin = 24, Gap = 28, BarWidth = 120, HeadSize = 14, LeastTick = 24;
    private static readonly int[] Ticks = [1, 2, 5, 10, 20, 50];
    private static readonly double[] Scales = [0.1, 0.2, 0.5, 1];

    /// <summary>The picture.</summary>
    /// <param name="maps">What to draw, at least one; of equal groups one after another.</param>
    /// <param name="title">A headline.</param>
    /// <param name="row">The first row of long maps that is wanted; null for the last ones.</param>
    /// <param name="column">The first column that is wanted; null for those with the most weight.</param>
    public static string Draw(IReadOnlyList<WeightRecording> maps, string title, int? row = null, int? column = null)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentOutOfRangeException.ThrowIfZero(maps.Count);
        Svg svg = new();
        double darkest = DarkestOf(maps, row, column);
        double y = Top, right = Margin + 1.06 * Svg.WidthOf(title, 16);
        foreach (IGrouping<string, WeightRecording> group in maps.GroupBy(map => map.Group))
        {
            WeightRecording[] heads = [.. group];
            WeightWindow window = WeightWindow.Of(heads[0], row, column);
            WeightLayout layout = WeightLayout.Of(heads, window);
            string left = window.Describe(heads[0]), head = left.Length > 0 ? $"{group.Key} ({left})" : group.Key;
            svg.Text(Margin, y, head, Palette.Ink, size: HeadSize, weight: 600);
            for (int i = 0; i < heads.Length; i++)
            {
                (double x, double top) = layout.PlaceOf(i, Margin, y + 12);
                Map(svg, x, top, heads[i], window, layout, darkest);
            }

            right = Math.Max(right, Margin + Math.Max(layout.Width, 1.2 * Svg.WidthOf(head, HeadSize)));
            y += 12 + layout.Height + Gap;
        }

        svg.Text(Margin, 28, title, Palette.Ink, size: 16, weight: 600);
        InspectionLegend.Bar(svg, Margin, 40, "the weight of a cell", ScaleTo(darkest), [0, darkest]);
        return svg.Document(Math.Max(right, Margin + BarWidth + 160) + Margin, y);
    }

    /// <summary>The weight that is drawn darkest: a round number, so that pictures can be compared.</summary>
    private static double DarkestOf(IReadOnlyList<WeightRecording> maps, int? row, int? column)
    {
        float largest = 0;
        foreach (IGrouping<string, WeightRecording> group in maps.GroupBy(map => map.Group))
        {
            WeightWindow window = WeightWindow.Of(group.First(), row, column);
            foreach (WeightRecording map in group)
                for (int i = 0; i < window.Rows * window.Columns; i++)
                    largest = Math.Max(
                        largest, map.Weights[window.FirstRow + i / window.Columns, window.FirstColumn + i % window.Columns]);
        }

        return Scales.FirstOrDefault(scale => largest <= (float)scale, 1);
    }

    private static void Map(
        Svg svg, double x, double y, WeightRecording map, WeightWindow window, WeightLayout layout, double darkest)
    {
        double cell = layout.Cell, left = x + layout.RowNames, top = y + layout.ColumnNames;
        if (map.Head.Length > 0)
            svg.Text(left, y + 10, map.Head, Palette.Faint, size: 11);
        var weights = new float[window.Columns, window.Rows];
        for (int row = 0; row < window.Rows; row++)
            for (int column = 0; column < window.Columns; column++)
                weights[column, row] = map.Weights[window.FirstRow + row, window.FirstColumn + column];
        string label = $"{map.Group} {map.Head}".Trim();
        HeatMap.Draw(svg, left, top, window.Columns * cell, window.Rows * cell, weights, ScaleTo(darkest), label);
        svg.Frame(left, top, window.Columns * cell, window.Rows * cell, Palette.Line, 1);
        for (int row = 0; row < window.Rows; row++)
            if (NameOf(map.Rows, window.FirstRow + row) is { } name)
                svg.Text(left - 6, top + (row + 0.5) * cell + layout.NameSize / 3, name, Palette.Ink, "end", layout.NameSize);
        for (int column = 0; column < window.Columns; column++)
            if (NameOf(map.Columns, window.FirstColumn + column) is { } name)
                Column(svg, left + (column + 0.5) * cell, top - 6, name, layout);
        if (layout.HasNumbers)
            Numbers(svg, left, top, map, window, cell, darkest);

        // Where there is no room for all names, the places of some tell where one is.
        string? NameOf(IReadOnlyList<string> names, int place) => layout.HasNames ? names[place]
            : place % Ticks.First(every => every * cell >= LeastTick) == 0 ? place.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static void Column(Svg svg, double x, double y, string name, WeightLayout layout)
    {
        if (!layout.HasNames)
            svg.Text(x, y, name, Palette.Ink, "middle", layout.NameSize);
        else if (layout.IsSlanted)
            svg.RisingText(x, y, 45, name, Palette.Ink, layout.NameSize);
        else
            svg.RisingText(x + layout.NameSize / 3, y, 90, name, Palette.Ink, layout.NameSize);
    }

    /// <summary>The weights of a small map, in per cent.</summary>
    private static void Numbers(
        Svg svg, double left, double top, WeightRecording map, WeightWindow window, double cell, double darkest)
    {
        for (int row = 0; row < window.Rows; row++)
            for (int column = 0; column < window.Columns; column++)
            {
                float weight = map.Weights[window.FirstRow + row, window.FirstColumn + column];
                if (weight < 0.005f)
                    continue;
                string color = weight > 0.35 * darkest ? Palette.White : Palette.Faint;
                string percent = (100 * weight).ToString("f0", CultureInfo.InvariantCulture);
                svg.Text(left + (column + 0.5) * cell, top + (row + 0.5) * cell + 4, percent, color, "middle", 11);
            }
    }

    /// <summary>Evenly: unlike the weightings of slots, these are not light over many places.</summary>
    private static ValueScale ScaleTo(double darkest) => new(0, darkest, ScaleCurve.Linear);
}
