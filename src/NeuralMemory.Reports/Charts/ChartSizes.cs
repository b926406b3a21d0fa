namespace NeuralMemory.Reports;

/// <summary>How large charts are.</summary>
internal static class ChartSizes
{
    /// <summary>The width of a picture of its own.</summary>
    public const double Usual = 860;

    /// <summary>The width of a picture of panels beside one another.</summary>
    public const double Wide = 1000;

    /// <summary>The width of a picture on the screen of a telephone.</summary>
    public const double Phone = 340;

    private const double Narrow = 600;

    /// <summary>Whether there is no room for names beside a chart.</summary>
    public static bool IsNarrow(double width) => width < Narrow;

    /// <summary>How high a plot of lines is.</summary>
    public static double PlotHeight(double width) => IsNarrow(width) ? 210 : 300;
}
