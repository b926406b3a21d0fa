using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws maps of weights as SVG: what was looked at from left to right, what looked from top to bottom, a cell as dark as its weight. Many
/// heads stand beside one another as small maps, with one scale for all.
/// </summary>
public static class WeightPicture
{
    private const double Top = 66, Margin = 24, Gap = 28, BarWidth = 120, NameSize = 12;
    private const int Darkest = 32;

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
        double y = Top, right = Margin + Svg.WidthOf(title, 17);
        foreach (IGrouping<string, WeightRecording> group in maps.GroupBy(map => map.Group))
        {
            WeightRecording[] heads = [.. group];
            WeightWindow window = WeightWindow.Of(heads[0], row, column);
            WeightLayout layout = WeightLayout.Of(heads, window);
            string left = window.Describe(heads[0]);
            svg.Text(Margin, y, left.Length > 0 ? $"{group.Key} ({left})" : group.Key, Palette.Ink, size: 14, weight: 600);
            for (int head = 0; head < heads.Length; head++)
            {
                (double x, double top) = layout.PlaceOf(head, Margin, y + 12);
                Map(svg, x, top, heads[head], window, layout);
            }

            right = Math.Max(right, Margin + layout.Width);
            y += 12 + layout.Height + Gap;
        }

        svg.Text(Margin, 28, title, Palette.Ink, size: 17);
        Bar(svg, Margin, 38);
        return svg.Document(Math.Max(right, Margin + BarWidth + 160) + Margin, y);
    }

    private static void Map(Svg svg, double x, double y, WeightRecording map, WeightWindow window, WeightLayout layout)
    {
        double cell = layout.Cell, left = x + layout.RowNames, top = y + layout.ColumnNames;
        if (map.Head.Length > 0)
            svg.Text(left, y + 10, map.Head, Palette.Faint, size: 11);
        svg.Rectangle(left, top, window.Columns * cell, window.Rows * cell, Palette.Paper);
        var shades = new Cells[Darkest + 1];
        for (int row = 0; row < window.Rows; row++)
            for (int column = 0; column < window.Columns; column++)
            {
                float weight = map.Weights[window.FirstRow + row, window.FirstColumn + column];
                int shade = (int)Math.Round(Math.Clamp(weight, 0, 1) * Darkest);
                if (shade > 0)
                    (shades[shade] ??= new()).Add(left + column * cell, top + row * cell, cell, cell);
            }

        for (int shade = 1; shade <= Darkest; shade++)
            svg.Fill(shades[shade], Palette.Blue, shade / (double)Darkest);
        svg.Frame(left, top, window.Columns * cell, window.Rows * cell, Palette.Line, 1);
        if (layout.HasNames)
            for (int row = 0; row < window.Rows; row++)
                svg.Text(left - 6, top + (row + 0.5) * cell + 4, map.Rows[window.FirstRow + row], Palette.Ink, "end", NameSize);
        if (layout.HasNames)
            for (int column = 0; column < window.Columns; column++)
                svg.RisingText(left + (column + 0.5) * cell, top - 6, 45, map.Columns[window.FirstColumn + column], Palette.Ink, NameSize);
        if (layout.HasNumbers)
            Numbers(svg, left, top, map, window, cell);
    }

    /// <summary>The weights of a small map, in per cent.</summary>
    private static void Numbers(Svg svg, double left, double top, WeightRecording map, WeightWindow window, double cell)
    {
        for (int row = 0; row < window.Rows; row++)
            for (int column = 0; column < window.Columns; column++)
            {
                float weight = map.Weights[window.FirstRow + row, window.FirstColumn + column];
                if (weight < 0.005f)
                    continue;
                string color = weight > 0.35f ? Palette.White : Palette.Faint;
                string percent = (100 * weight).ToString("f0", CultureInfo.InvariantCulture);
                svg.Text(left + (column + 0.5) * cell, top + (row + 0.5) * cell + 4, percent, color, "middle", 11);
            }
    }

    /// <summary>The one scale of all maps.</summary>
    private static void Bar(Svg svg, double x, double y)
    {
        const int steps = 16;
        for (int step = 0; step < steps; step++)
            svg.Rectangle(x + 16 + step * BarWidth / steps, y, BarWidth / steps, 8, Palette.Blue, (step + 0.5) / steps);
        svg.Text(x, y + 8, "0", Palette.Faint, size: 10);
        svg.Text(x + 22 + BarWidth, y + 8, "1, the weight of a cell", Palette.Faint, size: 10);
    }
}
