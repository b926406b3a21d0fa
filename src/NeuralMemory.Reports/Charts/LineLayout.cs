namespace NeuralMemory.Reports;

/// <summary>Where everything of a figure of lines is on paper.</summary>
internal sealed class LineLayout
{
    private const double AboveAxis = 22, BelowAxis = 40, Gap = 14, SideStep = 2.2;
    private const double Swatch = 26, RowHeight = 17, LabelGap = 14, WidestLabel = 240;
    private const int MostBeside = 16;

    private readonly LineFigure _figure;
    private readonly int[] _styles;

    /// <param name="figure">The figure.</param>
    /// <param name="left">The left side of the paper that it has.</param>
    /// <param name="top">The upper side.</param>
    /// <param name="width">How wide that paper is.</param>
    /// <param name="height">How high the plot is.</param>
    /// <param name="isNarrow">Whether there is room for names beside the plot.</param>
    public LineLayout(LineFigure figure, double left, double top, double width, double height, bool isNarrow)
    {
        _figure = figure;
        _styles = [.. figure.Lines.Select(line => line.Style).Distinct().Order()];
        double widest = figure.Lines.Select(line => ChartWords.WidthOf(LabelOf(line), ChartWords.MarkSize)).DefaultIfEmpty(0).Max();
        HasLabelsBeside = !isNarrow && widest <= WidestLabel && figure.Lines.Count is > 0 and <= MostBeside;
        (double begin, double end) = (top + AboveAxis, top + AboveAxis + height);
        Up = new(figure.Up, figure.AllUp, end, begin, margin: 0.05);
        double marks = Up.Ticks.Select(tick => ChartWords.WidthOf(Up.TextOf(tick), ChartWords.MarkSize)).DefaultIfEmpty(0).Max();
        double right = left + width - (HasLabelsBeside ? Gap + Swatch + widest + ChartHeader.Side : ChartHeader.Side + 8);
        Plot = new(left + ChartHeader.Side + marks + 6, begin, right, end);
        double aside = figure.Lines.Any(line => line.HasBars) ? figure.Lines.Count * SideStep / 2 + 6 : 0;
        Across = new(figure.Across, figure.AllAcross, Plot.Left + aside, Plot.Right - aside);
        Legend = HasLabelsBeside ? Beside() : Below(left + ChartHeader.Side, width - 2 * ChartHeader.Side, end + BelowAxis + 10);
        Bottom = HasLabelsBeside
            ? Math.Max(end + BelowAxis, Legend.Select(row => row.Y + 8).DefaultIfEmpty(0).Max())
            : Legend.Select(row => row.Y + 10).DefaultIfEmpty(end + BelowAxis).Max();
    }

    /// <summary>Whether the names stand beside the ends of their lines, and not below the plot.</summary>
    public bool HasLabelsBeside { get; }

    /// <summary>The plot.</summary>
    public ChartBox Plot { get; }

    /// <summary>The axis from left to right.</summary>
    public AxisScale Across { get; }

    /// <summary>The axis upwards.</summary>
    public AxisScale Up { get; }

    /// <summary>The names with their swatches.</summary>
    public IReadOnlyList<LegendRow> Legend { get; }

    /// <summary>Where all of it ends.</summary>
    public double Bottom { get; }

    /// <summary>What the axes do that a reader must know, a sentence each.</summary>
    public static IEnumerable<string> NotesOf(LineFigure figure)
    {
        if (figure.Up.IsLogarithmic && new AxisScale(figure.Up, figure.AllUp, 0, 1, 0.05) is { Clipped: > 0 } up)
            yield return $"Values of 0 or less have no logarithm and are drawn at the lower edge, {AxisText.Mark(up.Low)}.";
        if (figure.Across.IsLogarithmic && new AxisScale(figure.Across, figure.AllAcross, 0, 1) is { Clipped: > 0 } across)
            yield return $"Points at 0 have no logarithm and are drawn at the left edge, {AxisText.Mark(across.Low)}.";
        if (figure.AllUp.Any(double.IsInfinity))
            yield return "Runs that diverged or failed count as worse than any number and are drawn at the edge.";
    }

    /// <summary>The path of a line.</summary>
    public string PathOf(FigureLine line, IEnumerable<FigurePoint> points) => ChartPath.Line(points.Select(point => On(line, point)));

    /// <summary>The path of the bars of a line.</summary>
    public string BarsOf(FigureLine line) => ChartPath.Bars(line.Band.Where(spread => spread.Low < spread.High)
        .Select(spread => (Across[spread.X] + AsideOf(line), Up[spread.Low], Up[spread.High])));

    /// <summary>The path of a band.</summary>
    public string BandOf(FigureLine line) =>
        ChartPath.Area([.. line.Band.Where(spread => !double.IsNaN(spread.Low) && !double.IsNaN(spread.High))
            .Select(spread => (Across[spread.X], Up[spread.Low], Up[spread.High]))]);

    /// <summary>A point on paper.</summary>
    public (double X, double Y) On(FigureLine line, FigurePoint point) =>
        (Across[point.X] + AsideOf(line), double.IsNaN(point.Y) ? double.NaN : Up[point.Y]);

    /// <summary>
    /// Where the label of a reference stands: above or below its line, at the left, in the middle or at the right, where
    /// it covers the least of the lines.
    /// </summary>
    public (double X, double Y) PlaceOf(FigureReference reference)
    {
        double width = ChartWords.WidthOf(reference.Label, ChartWords.MarkSize), y = Up[reference.Value];
        (double X, double Y)[] points = [.. _figure.Lines.SelectMany(line => line.Threads.Select(thread => thread.Points)
                .Append(line.Points)
                .Append([.. line.Band.Select(spread => new FigurePoint(spread.X, spread.Low))])
                .Append([.. line.Band.Select(spread => new FigurePoint(spread.X, spread.High))])
            .SelectMany(course => ChartPath.Along(course.Select(point => On(line, point)))))];
        (double Left, double Base)[] places =
        [
            .. ((double[])[Plot.Right - 6 - width, Plot.Left + 6, (Plot.Left + Plot.Right - width) / 2])
                .SelectMany(left => ((double[])[y - 5, y + 13]).Select(line => (left, line)))
                .Where(place => place.line > Plot.Top + 10 && place.line < Plot.Bottom - 2),
        ];
        (double Left, double Base) best = places.Length == 0 ? (Plot.Left + 6, y - 5) : places.MinBy(place => points.Count(point =>
            point.X > place.Left - 4 && point.X < place.Left + width + 4 && point.Y > place.Base - 14 && point.Y < place.Base + 5));
        return best;
    }

    /// <summary>The points of a line that have a dot: also one that stands alone, of which a line shows nothing.</summary>
    public static IEnumerable<FigurePoint> DotsOf(FigureLine line)
    {
        IReadOnlyList<FigurePoint> points = line.Points;
        return line.HasDots ? points.Where(point => !double.IsNaN(point.Y))
            : line.Dots.Concat(points.Where((point, i) => !double.IsNaN(point.Y) && IsGap(i - 1) && IsGap(i + 1)));

        bool IsGap(int place) => place < 0 || place >= points.Count || double.IsNaN(points[place].Y);
    }

    /// <summary>The name of a line with its remark.</summary>
    public static string LabelOf(FigureLine line) => line.Remark.Length == 0 ? line.Name : $"{line.Name} ({line.Remark})";

    /// <summary>Lines with bars stand side by side, so that these do not cover one another.</summary>
    private double AsideOf(FigureLine line) => line.HasBars
        ? (Array.IndexOf(_styles, line.Style) - (_styles.Length - 1) / 2.0) * SideStep
        : 0;

    private LegendRow[] Beside()
    {
        (double X, double Y)[] ends = [.. _figure.Lines.Select(line => line.Points.Where(point => !double.IsNaN(point.Y))
            .Select(point => On(line, point)).LastOrDefault((Plot.Right, Plot.Bottom)))];
        double[] places = LabelPlaces.Spread([.. ends.Select(end => end.Y)], Plot.Top + 4, Plot.Bottom - 2, LabelGap);
        return [.. _figure.Lines.Select((line, i) => new LegendRow(line, LabelOf(line), Plot.Right + Gap, places[i]) { End = ends[i] })];
    }

    private LegendRow[] Below(double left, double width, double top)
    {
        List<LegendRow> rows = [];
        double x = left, y = top;
        foreach (FigureLine line in _figure.Lines)
        {
            string label = ChartWords.Cut(LabelOf(line), ChartWords.MarkSize, width - Swatch);
            double room = Swatch + ChartWords.WidthOf(label, ChartWords.MarkSize) + 16;
            if (x > left && x + room > left + width + 16)
                (x, y) = (left, y + RowHeight);
            rows.Add(new(line, label, x, y));
            x += room;
        }

        return [.. rows];
    }

    /// <summary>A name with its swatch.</summary>
    /// <param name="Line">The line.</param>
    /// <param name="Label">The name as it is shown.</param>
    /// <param name="X">Where the swatch begins.</param>
    /// <param name="Y">The middle of the row.</param>
    internal sealed record LegendRow(FigureLine Line, string Label, double X, double Y)
    {
        /// <summary>Where the line ends; null where the name is not beside it.</summary>
        public (double X, double Y)? End { get; init; }

        /// <summary>Where the swatch ends.</summary>
        public double SwatchEnd => X + Swatch - 6;

        /// <summary>Where the name begins.</summary>
        public double TextAt => X + Swatch;
    }
}
