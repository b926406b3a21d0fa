using System.Globalization;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>Draws a whole episode in little, in so many columns as there are dots, whatever its length.</summary>
internal static class StripDrawing
{
    /// <summary>How many columns at most, and how high phases, wrong answers and heads are.</summary>
    public const int MostColumns = 960;

    private const double PhaseHeight = 8, WrongHeight = 12, HeadHeight = 26, Gap = 3;

    /// <summary>How many columns stand for the steps.</summary>
    public static int ColumnsOf(int steps) => Math.Clamp(steps, 1, MostColumns);

    /// <summary>Draws it.</summary>
    /// <param name="strip">The episode.</param>
    /// <param name="theme">The colors.</param>
    /// <returns>Names at the left, and what is to be stretched beside them; its width is that of the columns.</returns>
    public static RowsPart Draw(EpisodeStrip strip, ChartTheme theme)
    {
        Svg names = new(), plot = new();
        int columns = ColumnsOf(strip.Steps);
        double per = columns / (double)Math.Max(1, strip.Steps), y = 0;
        foreach (Stretch phase in Stretch.Of(columns, column => strip.PhaseOf[StepOf(strip, column, columns)]))
            plot.Rectangle(phase.First, 0, phase.Count, PhaseHeight, RowsTime.ColorOf(phase.Value), 0.45);
        y += PhaseHeight + Gap;
        Name(names, theme, y - Gap - 0.5, FormattableString.Invariant($"{strip.Steps} steps"));
        Wrong(plot, strip, columns, y, theme);
        Name(names, theme, y + WrongHeight - 3, "wrong");
        y += WrongHeight + Gap;
        foreach (StripHead head in strip.Heads)
        {
            plot.Rectangle(0, y, columns, HeadHeight, theme.Paper);
            plot.Dots(0, y, columns, HeadHeight, Places(head, columns, per), head.Name);
            Name(names, theme, y + HeadHeight / 2 + 3.5, head.Name);
            y += HeadHeight + Gap;
        }

        return new("", y, names.Content, plot.Content);
    }

    private static int StepOf(EpisodeStrip strip, int column, int columns) => (int)((long)column * strip.Steps / columns);

    private static void Name(Svg names, ChartTheme theme, double line, string text) =>
        names.Text(RowsSheet.NamesWidth - 7, line, text, theme.Faint, "end", InspectionPaper.NumberSize);

    /// <summary>A bar for each column with something wrong, the higher the more; the lowest can be seen too.</summary>
    private static void Wrong(Svg plot, EpisodeStrip strip, int columns, double y, ChartTheme theme)
    {
        var counts = new int[columns];
        for (int step = 0; step < strip.Steps; step++)
            counts[(int)((long)step * columns / strip.Steps)] += strip.Wrong[step];
        int most = Math.Max(1, counts.Max());
        plot.Rectangle(0, y, columns, WrongHeight, theme.Paper);
        Cells bars = new();
        for (int column = 0; column < columns; column++)
            if (counts[column] > 0)
            {
                double height = 4 + (WrongHeight - 4) * counts[column] / most;
                bars.Add(column, y + WrongHeight - height, 1, height);
            }

        plot.Fill(bars, theme.Accent);
    }

    /// <summary>A dot where the head was, the darker the more steps of its column.</summary>
    private static string Places(StripHead head, int columns, double per)
    {
        int rows = Math.Min(head.Slots, (int)HeadHeight / 2), steps = head.SlotAt.Count;
        var counts = new int[columns * rows];
        for (int step = 0; step < steps; step++)
            counts[(int)((long)head.SlotAt[step] * rows / head.Slots) * columns + Math.Min(columns - 1, (int)(step * per))]++;
        // Of a column's steps a third in one place is as dark as can be: heads that go on are seen as well as those that stay.
        double full = Math.Max(1, steps / (double)columns / 3);
        return Png.DataUri(Png.Encode(columns, rows,
            [.. counts.Select(count => count == 0 ? (byte)0 : ColorMap.LevelOf(0.35 + 0.65 * Math.Min(1, count / full)))],
            AlphaMap.Sequential.Colors));
    }

    /// <summary>The window that is shown below, and its step.</summary>
    public static string Outside(EpisodeStrip strip, int first, int count, double height)
    {
        double per = ColumnsOf(strip.Steps) / (double)Math.Max(1, strip.Steps);
        (double left, double right, double end) = (first * per, (first + count) * per, strip.Steps * per);
        StringBuilder path = new();
        path.Append(CultureInfo.InvariantCulture,
            $"M0 0H{left:0.##}V{height:0.##}H0zM{right:0.##} 0H{end:0.##}V{height:0.##}H{right:0.##}z");
        return path.ToString();
    }
}
