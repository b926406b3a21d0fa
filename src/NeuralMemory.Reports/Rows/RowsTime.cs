namespace NeuralMemory.Reports;

/// <summary>The time of the rows: phases and the numbers of steps above them, borders of phases, and the numbers below.</summary>
internal static class RowsTime
{
    private const double AxisHeight = 17, LegendHeight = 16;

    // Of middle lightness, laid on thinly: right on light ground and on dark.
    private static readonly string[] Bands = ["#2f7de1", "#e08a1e", "#2ca36b", "#b05fc4", "#a58b3c", "#2aa3b0"];
    private const double BandOpacity = 0.22;

    /// <summary>Draws what stands above all rows.</summary>
    /// <returns>Where it ends.</returns>
    public static double DrawHead(Svg plot, Svg names, RowsSheet sheet)
    {
        InspectionView view = sheet.View;
        HashSet<int> named = [];
        IReadOnlyList<Stretch> phases = TimeBand.PhasesOf(view);
        foreach (Stretch phase in phases)
        {
            double x = phase.First * sheet.Cell, width = phase.Count * sheet.Cell;
            plot.Rectangle(x, 0, width, TimeBand.PhaseHeight, ColorOf(phase.Value), BandOpacity);
            string name = view.Phases[phase.Value];
            if (Svg.WidthOf(name, InspectionPaper.NumberSize) + 4 > width)
                continue;
            plot.Text(x + width / 2, 12.5, name, sheet.Theme.Ink, "middle", InspectionPaper.NumberSize);
            named.Add(phase.Value);
        }

        names.Text(RowsSheet.NamesWidth - 7, 12.5, "phase", sheet.Theme.Faint, "end", InspectionPaper.NumberSize);
        double y = TimeBand.PhaseHeight;
        double left = 0;
        foreach (int phase in phases.Select(phase => phase.Value).Distinct().Where(phase => !named.Contains(phase)).Order())
        {
            double width = Svg.WidthOf(view.Phases[phase], InspectionPaper.NumberSize) + 26;
            if (left > 0 && left + width > sheet.PlotWidth + RowsSheet.NotesWidth)
                (left, y) = (0, y + LegendHeight);
            plot.Rectangle(left, y + 5, 9, 9, ColorOf(phase), 0.5);
            plot.Text(left + 13, y + 13, view.Phases[phase], sheet.Theme.Faint, size: InspectionPaper.NumberSize);
            left += width;
        }

        if (left > 0)
            y += LegendHeight;
        DrawNumbers(plot, names, sheet, y + 11, tick: y + AxisHeight - 4);
        return y + AxisHeight - 3;
    }

    /// <summary>Draws the numbers of the steps below all rows.</summary>
    /// <returns>Where they end.</returns>
    public static double DrawFoot(Svg plot, Svg names, RowsSheet sheet, double y)
    {
        DrawNumbers(plot, names, sheet, y + 12, tick: y);
        return y + AxisHeight;
    }

    /// <summary>Draws a thin line where a phase begins.</summary>
    public static void DrawBorders(Svg plot, RowsSheet sheet, double top, double bottom)
    {
        IReadOnlyList<Stretch> phases = TimeBand.PhasesOf(sheet.View);
        // So many phases that lines would hide what they divide.
        if (phases.Count > sheet.PlotWidth / 36)
            return;
        foreach (Stretch phase in phases.Skip(1))
            plot.Stroke(phase.First * sheet.Cell, top, phase.First * sheet.Cell, bottom, sheet.Theme.Faint, 0.5, "2 3");
    }

    /// <summary>The color of a phase's band.</summary>
    public static string ColorOf(int phase) => Bands[phase % Bands.Length];

    private static void DrawNumbers(Svg plot, Svg names, RowsSheet sheet, double line, double tick)
    {
        names.Text(RowsSheet.NamesWidth - 7, line, "step", sheet.Theme.Faint, "end", InspectionPaper.NumberSize);
        foreach (int step in TimeBand.NumberedSteps(sheet.View.First, sheet.View.Steps, sheet.Cell))
        {
            double x = (step + 0.5) * sheet.Cell;
            plot.Stroke(x, tick, x, tick + 3, sheet.Theme.Faint, 0.75);
            string number = (sheet.View.First + step).ToString(System.Globalization.CultureInfo.InvariantCulture);
            // The first number is not cut at the left, where the names begin.
            double half = Svg.WidthOf(number, InspectionPaper.NumberSize) / 2;
            plot.Text(Math.Max(x, half - 1), line, number, sheet.Theme.Faint, "middle", InspectionPaper.NumberSize);
        }
    }
}
