namespace NeuralMemory.Reports;

/// <summary>A part of a figure of lines, as large as the whole.</summary>
public static class FigureWindow
{
    /// <summary>
    /// What of a figure lies between two places across; lines that lead out of it are cut there. The axis upwards fits what is left.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends, beyond that.</param>
    public static LineFigure Of(LineFigure figure, double from, double to)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        return figure with
        {
            Across = figure.Across with { From = from, To = to, Marks = [.. figure.Across.Marks.Where(IsInside)] },
            Lines = [.. figure.Lines.Select(line => line with
            {
                Points = Cut(line.Points),
                Threads = [.. line.Threads.Select(thread => thread with { Points = Cut(thread.Points) })],
                Dots = [.. line.Dots.Where(dot => IsInside(dot.X))],
                Band = CutBand(line.Band),
            })],
            Trained = figure.Trained is { } trained && trained.High >= from && trained.Low <= to
                ? trained with { Low = Math.Max(from, trained.Low), High = Math.Min(to, trained.High) }
                : null,
        };

        bool IsInside(double x) => x >= from && x <= to;

        IReadOnlyList<FigurePoint> Cut(IReadOnlyList<FigurePoint> points) =>
            [.. FigureWindow.Cut(points, point => point.X, from, to, (a, b, x) => new FigurePoint(x, Between(a.X, a.Y, b.X, b.Y, x)))];

        IReadOnlyList<FigureSpread> CutBand(IReadOnlyList<FigureSpread> band) => [.. FigureWindow.Cut(band, spread => spread.X, from, to,
            (a, b, x) => new FigureSpread(x, Between(a.X, a.Low, b.X, b.Low, x), Between(a.X, a.High, b.X, b.High, x)))];
    }

    private static IEnumerable<T> Cut<T>(IReadOnlyList<T> points, Func<T, double> at, double from, double to, Func<T, T, double, T> between)
    {
        for (int i = 0; i < points.Count; i++)
        {
            double x = at(points[i]);
            if (i > 0 && at(points[i - 1]) < from && x > from)
                yield return between(points[i - 1], points[i], from);
            if (x >= from && x <= to)
                yield return points[i];
            if (i > 0 && at(points[i - 1]) < to && x > to)
                yield return between(points[i - 1], points[i], to);
        }
    }

    private static double Between(double x0, double y0, double x1, double y1, double x) =>
        y0 == y1 ? y0 : y0 + (x - x0) / (x1 - x0) * (y1 - y0);
}
