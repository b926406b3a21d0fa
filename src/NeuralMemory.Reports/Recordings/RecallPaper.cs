using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>The paper that pictures of an episode are drawn on: time runs to the right, panels stand below one another.</summary>
internal static class RecallPaper
{
    public const double Left = 72, Right = 16, PlotWidth = 920, Gap = 26;

    /// <summary>The height of a panel of slots, however many there are.</summary>
    public const double SlotsHeight = 170;

    private const int Darkest = 8;

    /// <summary>The ground of a panel, and its name in the middle of its left side, if it has one.</summary>
    public static void Panel(Svg svg, double y, double height, string name)
    {
        svg.Rectangle(Left, y, PlotWidth, height, Palette.Paper);
        if (name.Length > 0)
            svg.Text(Left - 6, y + height / 2 + 4, name, Palette.Ink, anchor: "end");
    }

    /// <summary>The numbers of the first and the last slot beside a panel of slots.</summary>
    public static void Slots(Svg svg, double y, int slots)
    {
        svg.Text(Left - 6, y + 10, "slot 0", Palette.Faint, anchor: "end", size: 10);
        svg.Text(Left - 6, y + SlotsHeight, (slots - 1).ToString(CultureInfo.InvariantCulture), Palette.Faint, anchor: "end", size: 10);
    }

    /// <summary>Rows by time. A cell's darkness is its value in [0, 1]; equal neighbours are drawn as one.</summary>
    public static void Shades(Svg svg, double y, int steps, int rows, double height, Func<int, int, double> value)
    {
        double width = PlotWidth / steps, line = height >= 4 ? 1 : 0;
        var shades = new Cells[Darkest + 1];
        for (int row = 0; row < rows; row++)
            foreach (Stretch stretch in Stretch.Of(steps, step => Shade(step, row)))
                if (stretch.Value > 0)
                    (shades[stretch.Value] ??= new()).Add(
                        Left + stretch.First * width, y + row * height, stretch.Count * width, height - line);
        for (int shade = 1; shade < shades.Length; shade++)
            svg.Fill(shades[shade], Palette.Blue, shade / (double)Darkest);

        int Shade(int step, int row) => (int)Math.Round(Math.Clamp(value(step, row), 0, 1) * Darkest);
    }
}
