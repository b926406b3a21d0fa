using System.Globalization;
using System.Text;
using NeuralMemory.Analysis;

namespace NeuralMemory.Reports;

/// <summary>
/// The numbers behind a figure, tidy: a heading line, one number a line. Numbers are the shortest text that reads back to the same 64 bits.
/// </summary>
public static class FigureCsv
{
    /// <summary>The table of a figure.</summary>
    /// <param name="figure">The figure.</param>
    public static string Of(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        (string across, string value) = (figure.AcrossColumn, figure.ValueColumn);
        StringBuilder csv = new();
        switch (figure)
        {
            case LineFigure lines:
                Line(csv, "line", "series", across, value);
                foreach (FigureLine line in lines.Lines)
                    Lines(csv, line);
                break;
            case HeatFigure heat:
                Line(csv, heat.Down.Name, heat.Across.Name, "series", value);
                for (int row = 0; row < heat.Down.Labels.Count; row++)
                    for (int column = 0; column < heat.Across.Labels.Count; column++)
                        Line(csv, heat.Down.Labels[row], heat.Across.Labels[column], heat.Statistic, Number(heat.At(row, column)));
                break;
            case SolveFigure solve:
                Line(csv, "group", "run", "solved", across);
                foreach (SolveRow row in solve.Rows)
                    foreach (SolveRun run in row.Runs)
                        Line(csv, row.Name, run.Name, run.IsSolved ? "1" : "0", Number(run.At));
                break;
            case PanelFigure panels:
                Line(csv, "panel", "line", "series", across, value);
                foreach (LineFigure panel in panels.Panels)
                    foreach (FigureLine line in panel.Lines)
                        Lines(csv, line, panel.Title);
                break;
            default:
                throw new ArgumentException($"a figure of the kind {figure.GetType().Name} has no table", nameof(figure));
        }

        return csv.ToString();
    }

    private static void Lines(StringBuilder csv, FigureLine line, params string[] first)
    {
        foreach (FigurePoint point in line.Points)
            Line(csv, [.. first, line.Name, line.Statistic, Number(point.X), Number(point.Y)]);
        foreach (FigureSpread spread in line.Band)
        {
            Line(csv, [.. first, line.Name, line.BandEnds.Low, Number(spread.X), Number(spread.Low)]);
            Line(csv, [.. first, line.Name, line.BandEnds.High, Number(spread.X), Number(spread.High)]);
        }

        foreach (FigureThread thread in line.Threads)
            foreach (FigurePoint point in thread)
                Line(csv, [.. first, line.Name, thread.Name, Number(point.X), Number(point.Y)]);
    }

    private static void Line(StringBuilder csv, params string[] fields) => csv.Append(CsvText.Line(fields));

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ when double.IsNaN(value) => "",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
