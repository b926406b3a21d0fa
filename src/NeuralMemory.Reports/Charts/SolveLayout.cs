namespace NeuralMemory.Reports;

/// <summary>Where the rows of a figure of times to solution are on paper.</summary>
internal sealed class SolveLayout
{
    private const double Row = 40, NarrowRow = 66, Above = 10, BelowAxis = 44, Right = 30, WidestName = 260;

    private readonly double _row;
    private readonly bool _isNarrow;

    /// <param name="figure">The figure.</param>
    /// <param name="top">The upper side of its paper.</param>
    /// <param name="width">How wide that is.</param>
    public SolveLayout(SolveFigure figure, double top, double width)
    {
        double names = figure.Rows.Select(row => ChartWords.WidthOf(row.Name, ChartWords.TextSize)).DefaultIfEmpty(0).Max();
        _isNarrow = ChartSizes.IsNarrow(width) || names > WidestName;
        _row = _isNarrow ? NarrowRow : Row;
        double left = ChartHeader.Side + (_isNarrow ? 8 : Math.Max(60, names) + 14);
        double results = _isNarrow ? 0
            : figure.Rows.Select(row => ChartWords.WidthOf(row.Result, ChartWords.MarkSize)).DefaultIfEmpty(0).Max();
        Plot = new(left, top + Above, width - (_isNarrow ? Right : results + 34), top + Above + Math.Max(1, figure.Rows.Count) * _row);
        FigureAxis axis = figure.Across.IsLogarithmic ? figure.Across : figure.Across with { From = 0 };
        Across = new(axis, figure.Rows.SelectMany(row => row.Runs).Select(run => run.At), Plot.Left + 6, Plot.Right - 12);
        Bottom = Plot.Bottom + BelowAxis;
    }

    /// <summary>The plot.</summary>
    public ChartBox Plot { get; }

    /// <summary>The axis.</summary>
    public AxisScale Across { get; }

    /// <summary>Where all of it ends.</summary>
    public double Bottom { get; }

    /// <summary>The middle of the dots of a row.</summary>
    public double Middle(int row) => Plot.Top + row * _row + (_isNarrow ? 48 : _row / 2);

    /// <summary>The line between a row and the one before.</summary>
    public double Edge(int row) => Plot.Top + row * _row;

    /// <summary>Where the name of a row stands.</summary>
    public (double X, double Y, string Anchor) NameAt(int row) => _isNarrow
        ? (Plot.Left + 4, Edge(row) + 14, "start")
        : (Plot.Left - 10, Middle(row) + 4, "end");

    /// <summary>Where the result of a row stands.</summary>
    public (double X, double Y) ResultAt(int row) => _isNarrow ? (Plot.Left + 4, Edge(row) + 28) : (Plot.Right + 10, Middle(row) + 4);

    /// <summary>
    /// Where the dot of a run is: those of one place stand above and below one another, in order, so that none covers another.
    /// </summary>
    public (double X, double Y) DotAt(SolveRow row, int number, int run)
    {
        double x = Across[row.Runs[run].At];
        int before = 0, all = 0;
        for (int i = 0; i < row.Runs.Count; i++)
            if (Math.Abs(Across[row.Runs[i].At] - x) < 3)
            {
                all++;
                if (i < run)
                    before++;
            }

        double step = Math.Min(5, 26.0 / Math.Max(1, all));
        return (x, Middle(number) + (before - (all - 1) / 2.0) * step);
    }
}
