using System.Globalization;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>Draws one part of the rows of an episode: its names, and its panels below one another.</summary>
internal sealed class RowsDrawing
{
    private const double Gap = 5, Top = 3, MarkHeight = 6, LeastMark = 5;

    private readonly Svg _names = new(), _plot = new();
    private readonly RowsSheet _sheet;
    private readonly InspectionPaper _paper;
    private double _y;

    private RowsDrawing(RowsSheet sheet) =>
        (_sheet, _paper) = (sheet, new(0, sheet.Cell, sheet.View.Steps, sheet.View.First));

    /// <summary>Draws a section.</summary>
    /// <param name="sheet">The sheet that it is on.</param>
    /// <param name="section">The section.</param>
    /// <param name="index">The number of its first panel among all of the view.</param>
    /// <param name="isFirst">Whether the phases and the numbers of the steps stand above it.</param>
    /// <param name="isLast">Whether the numbers of the steps stand below it.</param>
    public static RowsPart Draw(RowsSheet sheet, InspectionSection section, int index, bool isFirst, bool isLast)
    {
        RowsDrawing drawing = new(sheet);
        if (isFirst)
            drawing._y = RowsTime.DrawHead(drawing._plot, drawing._names, sheet);
        drawing._y += Top;
        double top = drawing._y;
        foreach (InspectionPanel panel in section.Panels)
            drawing.Draw(panel, index++);
        RowsTime.DrawBorders(drawing._plot, sheet, top, drawing._y - Gap);
        if (isLast)
            drawing._y = RowsTime.DrawFoot(drawing._plot, drawing._names, sheet, drawing._y);
        return new(section.Title, drawing._y, drawing._names.Content, drawing._plot.Content);
    }

    private void Draw(InspectionPanel panel, int index)
    {
        double height = _paper.HeightOf(panel);
        _plot.Rectangle(0, _y, _sheet.PlotWidth, height, _sheet.Theme.Paper);
        if (panel.Kind == PanelKind.Bars)
            Bars(panel, height);
        else if (panel.Kind == PanelKind.Channel && panel.Symbols is { } symbols)
            Symbols(panel, symbols, height);
        else if (panel is { Rows: > 0, Values.Steps: > 0 })
            Dots(panel, height);
        _plot.Sensor(0, _y, _sheet.PlotWidth, height, _sheet.Theme.Line,
            ("panel", index), ("first", _sheet.View.First), ("columns", _sheet.View.Steps), ("rows", panel.Rows));
        new RowsNames(_names, _plot, _sheet, panel, _y, height).Draw();
        _y += height;
        if (panel.Wrong is not null)
            Wrong(panel, height);
        _y += Gap;
    }

    private void Dots(InspectionPanel panel, double height)
    {
        // A file of its own is shown by other programs than browsers too.
        if (ReferenceEquals(_sheet.Theme, ChartTheme.Plain))
            _plot.Image(0, _y, _sheet.PlotWidth, height, PanelDots.Of(panel, (int)Math.Ceiling(_sheet.Cell),
                (int)Math.Ceiling(height / PanelDots.DotsOf(panel.Rows))), panel.Name);
        else
            _plot.Dots(0, _y, _sheet.PlotWidth, height, PanelDots.Of(panel), panel.Name);
    }

    private void Bars(InspectionPanel panel, double height)
    {
        (string fill, double opacity) = AlphaMap.Sequential.At(0.75);
        Cells bars = new();
        double between = _sheet.Cell >= 5 ? 1 : 0;
        for (int step = 0; step < panel.Values.Steps; step++)
            if (panel.Scale[panel.Values[step, 0]] * (height - 1) is > 0.2 and var high)
                bars.Add(step * _sheet.Cell, _y + height - high, _sheet.Cell - between, high);
        _plot.Fill(bars, fill, opacity);
    }

    private void Symbols(InspectionPanel panel, int symbols, double height)
    {
        Draw(step => panel.Wrong?[step, 0] != true, _sheet.Theme.Ink);
        if (panel.Wrong is not null)
            Draw(step => panel.Wrong[step, 0], _sheet.Theme.Accent);

        void Draw(Func<int, bool> isDrawn, string color)
        {
            float NumberAt(int step) => panel.Shown?[step, 0] != false && isDrawn(step) ? panel.Values[step, 0] : -1;
            if (panel.Words is { } words && SymbolWords.Fit(_sheet.Cell))
                SymbolWords.Draw(_plot, 0, _sheet.Cell, _y + height, _sheet.View.Steps, words, NumberAt, color);
            else
                SymbolNumbers.Draw(_plot, 0, _sheet.Cell, _y, _sheet.View.Steps, symbols, NumberAt, color);
        }
    }

    /// <summary>
    /// Marks what is wrong by more than a color: a cross in each cell where cells are large, else a wedge below each step; of symbols too.
    /// </summary>
    private void Wrong(InspectionPanel panel, double height)
    {
        bool[,] wrong = panel.Wrong!;
        (int steps, int rows) = (wrong.GetLength(0), wrong.GetLength(1));
        if (!wrong.Cast<bool>().Any(each => each))
            return;
        StringBuilder path = new();
        double row = height / Math.Max(1, rows), cell = _sheet.Cell;
        if (panel.Symbols is null && panel.Kind == PanelKind.Error && Math.Min(row, cell) >= LeastMark)
        {
            double half = Math.Min(3, Math.Min(row, cell) / 2 - 1.5);
            for (int step = 0; step < steps; step++)
                for (int r = 0; r < rows; r++)
                    if (wrong[step, r])
                        path.Append(Cross(step * cell + cell / 2, _y - height + (r + 0.5) * row, half));
            _plot.Marks(path.ToString(), _sheet.Theme.Ink, 1);
            return;
        }

        double wide = Math.Clamp(cell, 3, 8);
        foreach (Stretch stretch in Stretch.Of(steps, step => Enumerable.Range(0, rows).Any(r => wrong[step, r]) ? 1 : 0))
            for (int step = stretch.First; stretch.Value == 1 && step < stretch.First + stretch.Count; step++)
                path.Append(CultureInfo.InvariantCulture,
                    $"M{(step + 0.5) * cell:0.##} {_y + 1:0.##}l{wide / 2:0.##} {MarkHeight - 1}h-{wide:0.##}z");
        _plot.Marks(path.ToString(), "none", 0, _sheet.Theme.Accent);
        _y += MarkHeight;
    }

    private static string Cross(double x, double y, double half) => string.Create(CultureInfo.InvariantCulture,
        $"M{x - half:0.##} {y - half:0.##}l{2 * half:0.##} {2 * half:0.##}m0 -{2 * half:0.##}l-{2 * half:0.##} {2 * half:0.##}");
}
