namespace NeuralMemory.Reports;

/// <summary>Where the cells of a heat map and its color bar are on paper.</summary>
internal sealed class HeatLayout
{
    private const double AboveCells = 44, BelowCells = 22, BarHeight = 12, WidestCell = 120, Right = 24;

    private readonly HeatFigure _figure;

    /// <param name="figure">The figure.</param>
    /// <param name="top">The upper side of its paper.</param>
    /// <param name="width">How wide that is.</param>
    public HeatLayout(HeatFigure figure, double top, double width)
    {
        _figure = figure;
        double labels = figure.Down.Labels.Append($"{figure.Down.Name} ↓").Max(label => ChartWords.WidthOf(label, ChartWords.TextSize));
        double left = ChartHeader.Side + Math.Min(labels, 0.4 * width) + 10;
        int columns = Math.Max(1, figure.Across.Labels.Count), rows = figure.Down.Labels.Count;
        CellWidth = Math.Min(WidestCell, (width - left - Right) / columns);
        CellHeight = Math.Clamp(CellWidth * 0.62, 18, 46);
        TextSize = Math.Clamp(CellWidth / 4.2, 7, 13);
        HasText = CellWidth >= 22;
        Cells = new(left, top + AboveCells, left + columns * CellWidth, top + AboveCells + rows * CellHeight);
        BarTop = Cells.Bottom + BelowCells + 14;
        BarRight = Math.Min(width - Right - 20, Math.Max(Cells.Right, left + 200));
        Most = figure.Most ?? figure.Values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        Bottom = BarTop + BarHeight + 24;
    }

    /// <summary>The cells.</summary>
    public ChartBox Cells { get; }

    /// <summary>How wide a cell is.</summary>
    public double CellWidth { get; }

    /// <summary>How high a cell is.</summary>
    public double CellHeight { get; }

    /// <summary>The size of the numbers in the cells.</summary>
    public double TextSize { get; }

    /// <summary>Whether numbers have room in the cells.</summary>
    public bool HasText { get; }

    /// <summary>The value of the darkest color.</summary>
    public double Most { get; }

    /// <summary>The upper side of the color bar.</summary>
    public double BarTop { get; }

    /// <summary>The right side of the color bar.</summary>
    public double BarRight { get; }

    /// <summary>How high the color bar is.</summary>
    public static double BarThickness => BarHeight;

    /// <summary>Where all of it ends.</summary>
    public double Bottom { get; }

    /// <summary>
    /// How much of the color a value has, 0 to 1: the root of its share of the greatest one, so that small errors are seen beside large
    /// ones. What is worse than any number has all of it.
    /// </summary>
    public double ShareOf(double value) => double.IsNaN(value) ? 0
        : double.IsInfinity(value) ? 1
        : Most > 0 ? Math.Sqrt(Math.Clamp(value / Most, 0, 1)) : 0;

    /// <summary>The left side of a column.</summary>
    public double X(int column) => Cells.Left + column * CellWidth;

    /// <summary>The upper side of a row.</summary>
    public double Y(int row) => Cells.Top + row * CellHeight;

    /// <summary>What training met; null where it met none of the values.</summary>
    public ChartBox? Trained => _figure.Down.Trained is [var top, ..] rows && _figure.Across.Trained is [var left, ..] columns
        ? new(X(left), Y(top), X(columns[^1] + 1), Y(rows[^1] + 1))
        : null;

    /// <summary>The marks of the color bar, with their places.</summary>
    public IEnumerable<(double X, string Text)> Marks
    {
        get
        {
            if (Most <= 0)
                return [(Cells.Left, "0")];
            return ((double[])[0, 0.04, 0.16, 0.36, 0.64, 1])
                .Select(share => (Cells.Left + Math.Sqrt(share) * (BarRight - Cells.Left), AxisText.Value(share * Most)));
        }
    }
}
