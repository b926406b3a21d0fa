using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Draws a grid of two axes as a heat map: the median over the seeds at each point, with the values that training met outlined.
/// </summary>
internal static class GridPicture
{
    private const double Left = 130, Top = 92, CellHeight = 54, Bottom = 64, WidestCell = 140, Right = 24, Chance = 50;

    /// <summary>The metric that is drawn where the task has it: a share, so that points of other lengths compare.</summary>
    internal const string UsualMetric = "wrong_bits_percent";

    /// <summary>The picture; null unless the grid has two axes and was measured.</summary>
    public static string? Draw(ReproductionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Axes is not [var rows, var columns] || !outcome.Seeds.Any(seed => seed.Grid.Count > 0))
            return null;
        string metric = MetricOf(outcome);
        Quartiles[] cells = [.. Enumerable.Range(0, outcome.Points.Count).Select(point => outcome.OfGrid(point, metric))];
        // Half of the bits are wrong where a machine knows nothing.
        double most = metric == UsualMetric ? Chance : cells.Select(cell => cell.Median).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double width = Math.Min(WidestCell, (CurveAxes.Width - Left - Right) / columns.Values.Count);
        Svg svg = new();
        svg.Text(24, 24, outcome.Name, Palette.Ink, size: 17);
        svg.Text(24, 43, $"{metric.Replace('_', ' ')} at the end of training, median of {outcome.Ended} "
            + $"{(outcome.Ended == 1 ? "seed" : "seeds")}; outlined: what training met", Palette.Faint);
        for (int row = 0; row < rows.Values.Count; row++)
            for (int column = 0; column < columns.Values.Count; column++)
                Cell(svg, Left + column * width, Top + row * CellHeight, width, cells[row * columns.Values.Count + column].Median, most);
        for (int row = 0; row < rows.Values.Count; row++)
            svg.Text(Left - 10, Top + (row + 0.5) * CellHeight + 4, rows.Values[row].ToString(), Palette.Ink, "end", 13);
        for (int column = 0; column < columns.Values.Count; column++)
            svg.Text(Left + (column + 0.5) * width, Top - 10, columns.Values[column].ToString(), Palette.Ink, "middle", 13);
        svg.Text(Left - 10, Top - 10, $"{rows.Name} ↓", Palette.Faint, "end");
        svg.Text(Left, Top - 28, $"{columns.Name} →", Palette.Faint);
        Outline(svg, rows, columns, width);
        double bottom = Top + rows.Values.Count * CellHeight;
        svg.Text(Left, bottom + 26, $"trained on {Trained(rows)} and {Trained(columns)}", Palette.Faint);
        return svg.Document(CurveAxes.Width, bottom + Bottom);
    }

    /// <summary>The metric that tables and pictures of a grid show.</summary>
    internal static string MetricOf(ReproductionOutcome outcome) =>
        outcome.Seeds.SelectMany(seed => seed.Grid).Any(evaluation => evaluation[UsualMetric] is not null)
            ? UsualMetric
            : outcome.Published.Metric;

    /// <summary>Darker is more. A root makes small errors visible beside large ones.</summary>
    private static void Cell(Svg svg, double x, double y, double width, double value, double most)
    {
        double share = !double.IsFinite(value) ? 1 : most > 0 ? Math.Sqrt(Math.Max(0, value) / most) : 0;
        svg.Rectangle(x, y, width - 2, CellHeight - 2, Mix(share));
        svg.Text(x + width / 2 - 1, y + CellHeight / 2 + 4, double.IsFinite(value) ? NumberText.Of(value) : "worse",
            share > 0.55 ? "#ffffff" : Palette.Ink, "middle", 14);
    }

    private static void Outline(Svg svg, GridAxis rows, GridAxis columns, double width)
    {
        int[] trainedRows = Trained(rows, rows.IsTrained), trainedColumns = Trained(columns, columns.IsTrained);
        if (trainedRows.Length == 0 || trainedColumns.Length == 0)
            return;
        svg.Frame(Left + trainedColumns[0] * width - 2, Top + trainedRows[0] * CellHeight - 2,
            (trainedColumns[^1] - trainedColumns[0] + 1) * width + 2, (trainedRows[^1] - trainedRows[0] + 1) * CellHeight + 2,
            Palette.Red, 2);
    }

    private static int[] Trained(GridAxis axis, Func<GridValue, bool> isTrained) =>
        [.. Enumerable.Range(0, axis.Values.Count).Where(i => isTrained(axis.Values[i]))];

    private static string Trained(GridAxis axis) => $"{axis.Name} {new GridValue(axis.TrainedLow, axis.TrainedHigh)}";

    /// <summary>From the paper to the blue of the other pictures.</summary>
    private static string Mix(double share)
    {
        return $"#{Channel(0xf6, 0x1d)}{Channel(0xf7, 0x3a)}{Channel(0xf9, 0x6e)}";

        string Channel(int none, int all) => $"{(int)Math.Round(none + (all - none) * share):x2}";
    }
}
