namespace NeuralMemory.Reports;

/// <summary>The rows of an episode as an SVG picture of its own, as they are seen on a page at a step.</summary>
public static class RowsPicture
{
    private const double Margin = 16, Head = 46, TitleHeight = 21;

    /// <summary>Draws a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="step">The step that is marked, counted from the episode's first; null for none.</param>
    /// <param name="folded">The titles of the parts that are not shown; null for none.</param>
    /// <param name="room">The room for all steps.</param>
    public static string Draw(InspectionView view, int? step = null, IReadOnlySet<string>? folded = null, double room = 720)
    {
        ArgumentNullException.ThrowIfNull(view);
        RowsSheet sheet = RowsSheet.Of(view, room, ChartTheme.Plain);
        Svg svg = new();
        svg.Text(Margin, 24, view.Head, sheet.Theme.Ink, size: 15, weight: 600);
        svg.Text(Margin, 40, view.Title, sheet.Theme.Faint, size: 11);
        double y = Head + 8, top = y;
        foreach (RowsPart part in sheet.Parts.Where(part => folded?.Contains(part.Title) != true))
        {
            if (part.Title.Length > 0)
            {
                svg.Text(Margin, y + 15, part.Title, sheet.Theme.Ink, size: 12, weight: 600);
                y += TitleHeight;
            }

            svg.Moved(Margin, y, part.Names);
            svg.Moved(Margin + RowsSheet.NamesWidth, y, part.Plot);
            y += part.Height;
        }

        if (step is { } marked)
            svg.Frame(Margin + RowsSheet.NamesWidth + sheet.At(marked) - 0.5, top, sheet.Cell + 1, y - top, sheet.Theme.Accent, 1.5, 1.5);
        double width = Math.Max(RowsSheet.NamesWidth + sheet.PlotWidth + RowsSheet.NotesWidth,
            Math.Max(1.06 * Svg.WidthOf(view.Head, 15), Svg.WidthOf(view.Title, 11)));
        return svg.Document(width + 2 * Margin, y + Margin, $"{view.Head}; {view.Title}");
    }
}
