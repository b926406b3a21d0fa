namespace NeuralMemory.Reports;

/// <summary>What a reader points at in a <see cref="LineChart"/>: from a place of the picture to numbers.</summary>
public sealed class LineReading
{
    /// <summary>As near, as a share of the plot, a line's point must be to count beside the one that is pointed at.</summary>
    private const double Near = 0.03;

    private readonly LineFigure _figure;
    private readonly LineLayout _layout;
    private readonly ChartTheme _theme;

    /// <param name="figure">The figure.</param>
    /// <param name="theme">The colors of the chart.</param>
    /// <param name="width">How wide the chart is.</param>
    /// <param name="isBare">Whether the page around tells its title and subtitle.</param>
    public LineReading(LineFigure figure, ChartTheme theme, double width, bool isBare = true)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(theme);
        (_figure, _theme) = (figure with { Notes = [.. figure.Notes, .. LineLayout.NotesOf(figure)] }, theme);
        ChartHeader header = new(_figure, width, isBare);
        _layout = new(_figure, 0, header.Height, width, ChartSizes.PlotHeight(width), ChartSizes.IsNarrow(width));
        double height = Picture.HeightOf(_layout.Bottom, header);
        ChartBox plot = _layout.Plot;
        (Left, Top, Width, Height) = (plot.Left / width, plot.Top / height, plot.Width / width, plot.Height / height);
    }

    /// <summary>The left side of the plot, as a share of the picture's width.</summary>
    public double Left { get; }

    /// <summary>The upper side of the plot, as a share of the picture's height.</summary>
    public double Top { get; }

    /// <summary>How wide the plot is, as a share of the picture.</summary>
    public double Width { get; }

    /// <summary>How high the plot is, as a share of the picture.</summary>
    public double Height { get; }

    /// <summary>The number at a place across.</summary>
    /// <param name="share">The place, 0 at the plot's left side and 1 at its right one.</param>
    public double NumberAt(double share) => _layout.Across.NumberAt(_layout.Plot.Left + share * _layout.Plot.Width);

    /// <summary>What the lines are where a reader points at: at the measured place that is nearest. Empty where there is none.</summary>
    /// <param name="share">The place, 0 at the plot's left side and 1 at its right one.</param>
    public IReadOnlyList<ReadValue> At(double share)
    {
        ReadValue[] nearest = [.. _figure.Lines.Select(line => NearestTo(line, share)).OfType<ReadValue>()];
        if (nearest.Length == 0)
            return [];
        double at = nearest.MinBy(value => Math.Abs(value.AtX - share))!.AtX;
        return [.. _figure.Lines.Select(line => NearestTo(line, at)).OfType<ReadValue>().Where(value => Math.Abs(value.AtX - at) <= Near)];
    }

    private ReadValue? NearestTo(FigureLine line, double share)
    {
        ReadValue? best = null;
        foreach (FigurePoint point in line.Points.Where(point => !double.IsNaN(point.Y)))
        {
            (double x, double y) = _layout.On(line, point);
            double across = (x - _layout.Plot.Left) / _layout.Plot.Width;
            if (best is null || Math.Abs(across - share) < Math.Abs(best.AtX - share))
                best = new(line.Name, _theme.ColorOf(line.Style), point.X, point.Y, across, (y - _layout.Plot.Top) / _layout.Plot.Height);
        }

        return best;
    }
}

/// <summary>A point of a line that a reader points at.</summary>
/// <param name="Name">The line.</param>
/// <param name="Color">Its color, as CSS writes it.</param>
/// <param name="X">The number across.</param>
/// <param name="Y">What was measured there.</param>
/// <param name="AtX">Its place, as a share of the plot from the left.</param>
/// <param name="AtY">Its place, as a share of the plot from the top.</param>
public sealed record ReadValue(string Name, string Color, double X, double Y, double AtX, double AtY);
