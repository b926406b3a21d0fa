namespace NeuralMemory.Reports;

/// <summary>
/// Draws lines in panels beside and below one another, as SVG: of each line its seeds thin and their median thick, with its name at its
/// right end. The same lines give the same bytes.
/// </summary>
public static class LinesPicture
{
    private const int LongestName = 60, FewPlaces = 8;

    /// <summary>The picture.</summary>
    /// <param name="panels">The panels, at least one, each of at least one line.</param>
    /// <param name="title">A headline.</param>
    /// <param name="subtitle">A line below it.</param>
    public static string Draw(IReadOnlyList<LinePanel> panels, string title, string subtitle)
    {
        ArgumentNullException.ThrowIfNull(panels);
        string[] names = [.. panels.SelectMany(panel => panel.Lines).Select(line => line.Name).Distinct()];
        return FigureSvg.Document(new PanelFigure(title, subtitle, [.. panels.Select(panel => FigureOf(panel, names))]));
    }

    private static LineFigure FigureOf(LinePanel panel, string[] names)
    {
        double[] places =
            [.. panel.Lines.SelectMany(line => line.Seeds).SelectMany(seed => seed).Select(point => point.X).Distinct().Order()];
        return new(panel.Title, "", new(panel.Across.Replace('_', ' '))
        {
            IsLogarithmic = panel.IsLogarithmic,
            // What was measured at a few places has its own marks.
            Marks = panel.IsCourse || places.Length > FewPlaces ? [] : places,
        },
            new(panel.Up.Replace('_', ' ')) { From = 0 }, [.. panel.Lines.Select(line => LineOf(line, panel.IsCourse, names))])
        {
            Trained = panel.Trained is { } trained ? new(double.NegativeInfinity, trained, $"training: to {AxisText.Mark(trained)}") : null,
        };
    }

    private static FigureLine LineOf(PanelLine line, bool isCourse, string[] names)
    {
        FigureLine figure = new(line.Name.Length <= LongestName ? line.Name : line.Name[..(LongestName - 1)] + "…",
            [.. line.Median.Select(point => new FigurePoint(point.X, point.Y))])
        { Style = Array.IndexOf(names, line.Name) };
        return !isCourse
            ? figure with
            {
                HasDots = true,
                HasBars = true,
                Band = line.Seeds.Count == 1 ? [] : [.. line.Median.Select(point => line.RangeAt(point.X) is var (low, high)
                    ? new FigureSpread(point.X, low, high) : default)],
            }
            : figure with
            {
                Threads = line.Seeds.Count == 1 ? [] : [.. line.Seeds.Select((seed, i) =>
                    new FigureThread($"run {i + 1}", [.. seed.Select(point => new FigurePoint(point.X, point.Y))]))],
                Dots = [.. line.Seeds.Select(seed => new FigurePoint(seed[^1].X, seed[^1].Y))],
            };
    }
}
