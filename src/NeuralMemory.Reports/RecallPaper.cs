using System.Globalization;
using System.Security;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>The paper that pictures of an episode are drawn on: time runs to the right, panels stand below one another.</summary>
internal static class RecallPaper
{
    public const double Left = 72, Right = 16, PlotWidth = 920, Gap = 26;

    /// <summary>The height of a panel of slots, however many there are.</summary>
    public const double SlotsHeight = 170;

    public const string Paper = Svg.Paper, Ink = Svg.Ink, Faint = Svg.Faint;

    private const int Darkest = 8;

    /// <summary>The ground of a panel, and its name in the middle of its left side, if it has one.</summary>
    public static void Panel(StringBuilder svg, double y, double height, string name)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{Left}\" y=\"{y}\" width=\"{PlotWidth}\" height=\"{height}\" fill=\"{Paper}\"/>\n");
        if (name.Length > 0)
            svg.Append(Text(Left - 6, y + height / 2 + 4, name, Ink, anchor: "end"));
    }

    /// <summary>The numbers of the first and the last slot beside a panel of slots.</summary>
    public static void Slots(StringBuilder svg, double y, int slots)
    {
        svg.Append(Text(Left - 6, y + 10, "slot 0", Faint, anchor: "end", size: 10));
        svg.Append(Text(Left - 6, y + SlotsHeight, (slots - 1).ToString(CultureInfo.InvariantCulture), Faint, anchor: "end", size: 10));
    }

    /// <summary>Rows by time. A cell's darkness is its value in [0, 1]; equal neighbours are drawn as one.</summary>
    public static void Shades(StringBuilder svg, double y, int steps, int rows, double height, Func<int, int, double> value)
    {
        double width = PlotWidth / steps, line = height >= 4 ? 1 : 0;
        // One path for each of nine shades keeps the file small.
        var shades = new StringBuilder[Darkest + 1];
        for (int row = 0; row < rows; row++)
        {
            for (int from = 0, to; from < steps; from = to)
            {
                int shade = Shade(from, row);
                for (to = from + 1; to < steps && Shade(to, row) == shade; to++)
                    continue;
                if (shade > 0)
                    Rectangle(shades[shade] ??= new StringBuilder(), Left + from * width, y + row * height,
                        (to - from) * width, height - line);
            }
        }

        for (int shade = 1; shade < shades.Length; shade++)
            if (shades[shade] is { } path)
                svg.Append(CultureInfo.InvariantCulture,
                    $"<path fill=\"{Svg.Blue}\" fill-opacity=\"{shade / (double)Darkest}\" d=\"{path}\"/>\n");

        int Shade(int step, int row) => (int)Math.Round(Math.Clamp(value(step, row), 0, 1) * Darkest);
    }

    public static void Rectangle(StringBuilder path, double x, double y, double width, double height) =>
        path.Append(CultureInfo.InvariantCulture, $"M{x:0.##} {y:0.##}h{width:0.##}v{height:0.##}h-{width:0.##}z");

    public static string Text(double x, double y, string text, string color, string anchor = "start", int size = 12) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" fill=\"{color}\" text-anchor=\"{anchor}\" font-size=\"{size}\">"
            + $"{SecurityElement.Escape(text)}</text>\n");
}
