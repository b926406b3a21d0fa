namespace NeuralMemory.Reports;

/// <summary>
/// Draws lines in panels beside and below one another, as SVG: of each line its seeds thin and their median thick, with its name at its
/// right end. The same lines give the same bytes.
/// </summary>
public static class LinesPicture
{
    private const double Width = 1000, Header = 62, Left = 44, LabelAt = 14, Swatch = 26, LabelSize = 11, LabelGap = 13, Margin = 8;
    private const double AbovePlot = 26, PlotHeight = 190, BelowPlot = 48, SideStep = 2.2;
    private const int LongestName = 28;

    /// <summary>The picture.</summary>
    /// <param name="panels">The panels, at least one, each of at least one line.</param>
    /// <param name="title">A headline.</param>
    /// <param name="subtitle">A line below it.</param>
    public static string Draw(IReadOnlyList<LinePanel> panels, string title, string subtitle)
    {
        ArgumentNullException.ThrowIfNull(panels);
        string[] names = [.. panels.SelectMany(panel => panel.Lines).Select(line => line.Name).Distinct()];
        double labels = LabelAt + Swatch + names.Max(name => Svg.WidthOf(Shown(name), LabelSize)) + Margin;
        int columns = Math.Min(2, panels.Count), rows = (panels.Count + columns - 1) / columns;
        double width = Width / columns, height = AbovePlot + PlotHeight + BelowPlot;
        Svg svg = new();
        svg.Text(Left, 24, title, Palette.Ink, size: 17);
        svg.Text(Left, 43, subtitle, Palette.Faint);
        for (int i = 0; i < panels.Count; i++)
        {
            double x = i % columns * width, y = Header + i / columns * height + AbovePlot;
            Panel(svg, panels[i], names, x + Left, x + width - labels, y);
        }

        return svg.Document(Width, Header + rows * height);
    }

    private static void Panel(Svg svg, LinePanel panel, string[] names, double left, double right, double top)
    {
        double[] values = [.. panel.Points.Select(point => point.Y)];
        double low = Math.Min(0, values.Min()), high = Math.Max(0, values.Max()), margin = high > low ? 0.04 * (high - low) : 1;
        Scale up = new(low - margin, high + margin, top + PlotHeight, top);
        // Lines that are not a course are drawn side by side: their points must not cover one another.
        double room = panel.IsCourse ? 0 : names.Length * SideStep / 2 + 4;
        LineAxis across = new(panel.Points.Select(point => point.X), panel.IsLogarithmic, left + room, right - room);
        Ground(svg, panel, across, up, left, right);
        double[] ends = new double[panel.Lines.Count];
        for (int i = 0; i < panel.Lines.Count; i++)
        {
            int number = Array.IndexOf(names, panel.Lines[i].Name);
            IReadOnlyList<LinePoint> median = panel.Lines[i].Median;
            ends[i] = up[median[^1].Y];
            if (panel.IsCourse)
                Course(svg, panel.Lines[i], median, LineStyle.Of(number), across, up, right);
            else
                Measured(svg, panel.Lines[i], median, LineStyle.Of(number), across, up, (number - (names.Length - 1) / 2.0) * SideStep);
        }

        double[] places = LabelPlaces.Spread(ends, top + 4, up.From - 2, LabelGap);
        for (int i = 0; i < places.Length; i++)
        {
            LineStyle style = LineStyle.Of(Array.IndexOf(names, panel.Lines[i].Name));
            svg.Stroke(right + 1, ends[i], right + LabelAt - 2, places[i], Palette.Faint, 0.6);
            svg.Path([(right + LabelAt, places[i]), (right + LabelAt + Swatch - 5, places[i])], style.Color, 2, dashes: style.Dashes);
            svg.Text(right + LabelAt + Swatch, places[i] + 4, Shown(panel.Lines[i].Name), Palette.Ink, size: LabelSize);
        }
    }

    /// <summary>Paper, lines, numbers, and what they are.</summary>
    private static void Ground(Svg svg, LinePanel panel, LineAxis across, Scale up, double left, double right)
    {
        svg.Text(left, up.To - 9, panel.Title, Palette.Ink, size: 13, weight: 600);
        svg.Text(right, up.To - 9, panel.Up.Replace('_', ' '), Palette.Faint, "end", LabelSize);
        svg.Rectangle(left, up.To, right - left, up.From - up.To, Palette.Paper);
        foreach (double tick in up.Ticks)
        {
            svg.Stroke(left, up[tick], right, up[tick], Palette.Line);
            svg.Text(left - 6, up[tick] + 4, LineAxis.TextOf(tick), Palette.Faint, "end", LabelSize);
        }

        // What was measured at a few places has its own marks.
        double[] measured = [.. panel.Points.Select(point => point.X).Distinct().Order()];
        foreach (double tick in panel.IsCourse || measured.Length > 8 ? across.Ticks : measured)
            svg.Text(across[tick], up.From + 16, LineAxis.TextOf(tick), Palette.Faint, "middle", LabelSize);
        svg.Text(right, up.From + 32, $"{panel.Across.Replace('_', ' ')} →", Palette.Faint, "end", LabelSize);
        if (panel.Trained is not { } trained)
            return;
        svg.Stroke(across[trained], up.To, across[trained], up.From, Palette.Faint, 1, "1 3");
        svg.Text(left, up.From + 32, $"dotted: training went to {LineAxis.TextOf(trained)}", Palette.Faint, size: LabelSize);
    }

    /// <summary>A course of time: the median goes as far as the last seed, and from there is hinted at.</summary>
    private static void Course(
        Svg svg, PanelLine line, IReadOnlyList<LinePoint> median, LineStyle style, LineAxis across, Scale up, double right)
    {
        if (line.Seeds.Count > 1)
            foreach (IReadOnlyList<LinePoint> seed in line.Seeds)
                svg.Path(seed.Select(On), style.Color, 0.7, opacity: 0.4);
        (double X, double Y) end = On(median[^1]);
        svg.Stroke(end.X, end.Y, right, end.Y, style.Color, 0.6, "1 4");
        svg.Path(median.Select(On), style.Color, 1.8, dashes: style.Dashes);
        foreach (IReadOnlyList<LinePoint> seed in line.Seeds)
            svg.Dot(On(seed[^1]).X, On(seed[^1]).Y, 2.5, style.Color);

        (double X, double Y) On(LinePoint point) => (across[point.X], up[point.Y]);
    }

    /// <summary>Points that were measured each by itself, with the range of the seeds.</summary>
    private static void Measured(
        Svg svg, PanelLine line, IReadOnlyList<LinePoint> median, LineStyle style, LineAxis across, Scale up, double aside)
    {
        svg.Path(median.Select(On), style.Color, 1.8, dashes: style.Dashes);
        foreach (LinePoint point in median)
        {
            (double low, double high) = line.RangeAt(point.X);
            if (high > low)
                svg.Stroke(On(point).X, up[low], On(point).X, up[high], style.Color, 0.8);
            svg.Dot(On(point).X, On(point).Y, 2.5, style.Color);
        }

        (double X, double Y) On(LinePoint point) => (across[point.X] + aside, up[point.Y]);
    }

    private static string Shown(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
