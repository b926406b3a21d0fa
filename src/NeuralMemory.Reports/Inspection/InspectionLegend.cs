using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>What shades mean: the fixed scale of weights, that of gates and bits, and that of numbers of either sign.</summary>
internal static class InspectionLegend
{
    /// <summary>How high it is.</summary>
    public const double Height = 34;

    private const double BarWidth = 132, BarHeight = 8, Between = 34;

    private static readonly double[] WeightTicks = [0, 0.05, 0.25, 0.5, 1];

    /// <summary>Draws the scales that a picture uses.</summary>
    /// <param name="svg">Receives them.</param>
    /// <param name="x">Their left side.</param>
    /// <param name="y">Their upper side.</param>
    /// <param name="panels">All panels of the picture.</param>
    /// <param name="matrices">What stands below them.</param>
    /// <returns>Where they end at the right.</returns>
    public static double Draw(
        Svg svg, double x, double y, IReadOnlyList<InspectionPanel> panels, IReadOnlyList<InspectionMatrix> matrices)
    {
        InspectionPanel[] shaded = [.. panels.Where(panel => panel.Kind is not PanelKind.Bars && panel.Symbols is null)];
        if (shaded.Any(panel => panel.Scale.Curve == ScaleCurve.Root))
            x = Bar(svg, x, y, "weighting (square-root scale)", ValueScale.Weights, WeightTicks);
        if (shaded.Any(panel => panel.Scale.Curve == ScaleCurve.Linear && panel.Kind != PanelKind.Error))
            x = Bar(svg, x, y, "bit, probability, gate, usage", ValueScale.Unit, [0, 0.5, 1]);
        if (shaded.Any(panel => panel.Scale.Curve == ScaleCurve.Signed) || matrices.Any(matrix => matrix.Scale.Curve == ScaleCurve.Signed))
            x = Bar(svg, x, y, "number, up to that beside it", ValueScale.Signed(1), [-1, 0, 1],
                tick => tick < 0 ? "\u2212" : tick > 0 ? "+" : "0");
        return Bar(svg, x, y, "error", ValueScale.Unit, [0, 0.5, 1], colors: ColorMap.Error) - Between;
    }

    private static string Number(double tick) => tick.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Draws one scale.</summary>
    /// <returns>Where the next one begins.</returns>
    public static double Bar(
        Svg svg, double x, double y, string name, ValueScale scale, double[] ticks, Func<double, string>? text = null,
        ColorMap? colors = null)
    {
        var ramp = new float[ColorMap.Levels, 1];
        for (int level = 0; level < ColorMap.Levels; level++)
            ramp[level, 0] = level / (float)(ColorMap.Levels - 1);
        double width = colors is null ? BarWidth : BarWidth / 2;
        HeatMap.Draw(svg, x, y + 12, width, BarHeight, ramp, ValueScale.Unit, name, colors ?? scale.Colors);
        svg.Frame(x, y + 12, width, BarHeight, Palette.Line, 0.75);
        svg.Text(x, y + 8, name, Palette.Faint, size: InspectionPaper.NumberSize);
        foreach (double tick in ticks)
            svg.Text(x + scale[tick] * width, y + 30, (text ?? Number)(tick), Palette.Faint, tick == scale.Low ? "start"
                : tick == scale.High ? "end" : "middle", InspectionPaper.NumberSize);
        return x + Math.Max(width, Svg.WidthOf(name, InspectionPaper.NumberSize) * 0.92) + Between;
    }
}
