using System.Text.RegularExpressions;

namespace NeuralMemory.Reports;

/// <summary>Figures as SVG text.</summary>
public static partial class FigureSvg
{
    /// <summary>A picture of its own: plain colors, its own size, a line for each element. The same figure gives the same bytes.</summary>
    public static string Document(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        double width = figure is PanelFigure { Panels.Count: > 1 } ? ChartSizes.Wide : ChartSizes.Usual;
        return Of(figure, ChartTheme.Plain, width, isBare: false).Replace("><", ">\n<", StringComparison.Ordinal) + "\n";
    }

    /// <summary>A picture for a page.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="theme">Its colors.</param>
    /// <param name="width">Its width; names stand below the plot where it is narrow.</param>
    /// <param name="isBare">Whether the page tells its title and subtitle.</param>
    public static string Of(Figure figure, ChartTheme theme, double width, bool isBare)
    {
        ArgumentNullException.ThrowIfNull(figure);
        string text = Gaps().Replace(ComponentText.Of<FigureView>(new Dictionary<string, object?>
        {
            [nameof(FigureView.Figure)] = figure,
            [nameof(FigureView.Theme)] = theme,
            [nameof(FigureView.Width)] = width,
            [nameof(FigureView.IsBare)] = isBare,
        }), "><");
        return Empty().Replace(text, "/>");
    }

    [GeneratedRegex("(?<=\")></(rect|line|path|circle|stop)>")]
    private static partial Regex Empty();

    /// <summary>The indentation of the components' sources.</summary>
    [GeneratedRegex(@">\s+<")]
    private static partial Regex Gaps();
}
