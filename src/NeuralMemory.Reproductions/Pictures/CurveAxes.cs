using NeuralMemory.Reports;

namespace NeuralMemory.Reproductions;

/// <summary>The axes of pictures of learning curves: training sequences across, what was measured up.</summary>
internal static class CurveAxes
{
    /// <summary>How wide all pictures of reproductions are.</summary>
    public const double Width = 1000;

    private const double Left = 70, Right = 40, PlotHeight = 300, Below = 46;

    /// <summary>The scale of the sequences, from 0.</summary>
    public static Scale Across(long sequences) => new(0, sequences, Left, Width - Right);

    /// <summary>The scale of values from <paramref name="low"/> to <paramref name="high"/>, whose highest are at the top.</summary>
    public static Scale Down(double low, double high, double top)
    {
        double margin = high > low ? 0.05 * (high - low) : 1;
        return new(low - (low == 0 ? 0 : margin), high + margin, top + PlotHeight, top);
    }

    /// <summary>Where a picture ends that has nothing below the axes.</summary>
    public static double Bottom(Scale y) => y.From + Below;

    /// <summary>Paper, lines and numbers.</summary>
    public static void Draw(Svg svg, Scale x, Scale y)
    {
        svg.Rectangle(x.From, y.To, x.To - x.From, y.From - y.To, Palette.Paper);
        foreach (double tick in y.Ticks)
        {
            svg.Stroke(x.From, y[tick], x.To, y[tick], Palette.Line);
            svg.Text(x.From - 8, y[tick] + 4, NumberText.Of(tick), Palette.Faint, "end");
        }

        foreach (double tick in x.Ticks)
            svg.Text(x[tick], y.From + 18, NumberText.Of(tick), Palette.Faint, "middle");
        svg.Text(x.To, y.From + 36, "training sequences →", Palette.Faint, "end");
    }
}
