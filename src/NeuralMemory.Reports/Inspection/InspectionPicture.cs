using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws an episode's trace as SVG: one axis of time for what was shown, wanted, answered and wrong, and for each head its vectors, its
/// weighting and what it was told, as in the figures of Graves et al. 2014 and 2016; below them the memory before and after. Several
/// traces, as of several checkpoints, stand beside one another. The same traces give the same bytes.
/// </summary>
public static class InspectionPicture
{
    private const double Top = 62, SectionHead = 22, AfterChannels = 4, HeadSize = 16, PhaseLegend = 16;
    private const double MatricesHead = 10, MatricesWidth = 640;

    /// <summary>The picture of one trace.</summary>
    public static string Draw(EpisodeTrace trace) => Draw([trace]);

    /// <summary>The picture of traces of the same episode by machines of one kind.</summary>
    /// <param name="traces">The traces, at least one, from left to right.</param>
    public static string Draw(IReadOnlyList<EpisodeTrace> traces) => Draw(InspectionView.Of(traces));

    /// <summary>The picture of views.</summary>
    /// <param name="views">The views, at least one, from left to right, all with the same panels.</param>
    public static string Draw(IReadOnlyList<InspectionView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentOutOfRangeException.ThrowIfZero(views.Count);
        Svg svg = new();
        InspectionPaper[] papers = InspectionPaper.Beside(views);
        InspectionPanel[] panels = [.. views[0].Sections.SelectMany(section => section.Panels)];
        InspectionView last = views[^1];
        svg.Text(InspectionPaper.Margin, 30, last.Head, Palette.Ink, size: HeadSize, weight: 600);
        svg.Text(InspectionPaper.Margin, 49, views.Count == 1 ? last.Title : TitleOfMany(views), Palette.Faint, size: 11.5);
        double right = InspectionLegend.Draw(svg, InspectionPaper.Margin, Top, panels, last.Matrices);
        double y = Top + InspectionLegend.Height + 14;
        if (views.Count > 1)
            y = Steps(svg, views, papers, y);
        y = Phases(svg, views, papers, y);
        double start = y;
        y = Panels(svg, views, papers, y + InspectionPaper.Gap);
        for (int i = 0; i < views.Count; i++)
        {
            TimeBand.DrawBorders(svg, papers[i], views[i], start, y);
            TimeBand.DrawAxis(svg, papers[i], y, isNamed: i == 0);
        }

        y += TimeBand.AxisHeight;
        (double Right, double Bottom) matrices = Matrices(svg, views, papers, y);
        string head = $"{last.Head}; {last.Title}";
        double width = new[]
        {
            papers[^1].Right + InspectionPaper.Scales, right, matrices.Right,
            InspectionPaper.Margin + 1.06 * Svg.WidthOf(last.Head, HeadSize),
            InspectionPaper.Margin + Svg.WidthOf(last.Title, 11.5),
        }.Max();
        return svg.Document(width + InspectionPaper.Margin, Math.Max(y, matrices.Bottom) + InspectionPaper.Margin / 2, head);
    }

    private static string TitleOfMany(IReadOnlyList<InspectionView> views) =>
        $"{views[^1].Title.Split("; training step")[0]}; training steps "
        + string.Join(", ", views.Select(view => view.Step.ToString("N0", CultureInfo.InvariantCulture)));

    /// <summary>Which checkpoint stands where, and what it has wrong.</summary>
    private static double Steps(Svg svg, IReadOnlyList<InspectionView> views, InspectionPaper[] papers, double y)
    {
        for (int i = 0; i < views.Count; i++)
        {
            svg.Text(papers[i].Left, y + 8, string.Create(CultureInfo.InvariantCulture, $"training step {views[i].Step:N0}"),
                Palette.Ink, size: InspectionPaper.NameSize, weight: 600);
            svg.Text(papers[i].Left, y + 22, views[i].Title.Split("; ")[^1], Palette.Faint, size: InspectionPaper.NumberSize);
        }

        return y + 30;
    }

    private static double Phases(Svg svg, IReadOnlyList<InspectionView> views, InspectionPaper[] papers, double y)
    {
        HashSet<int> unnamed = [];
        for (int i = 0; i < views.Count; i++)
            unnamed.UnionWith(TimeBand.DrawPhases(svg, papers[i], views[i], y));
        svg.Text(papers[0].Left - 8, y + 12.5, "phase", Palette.Faint, "end", InspectionPaper.NumberSize);
        y += TimeBand.PhaseHeight;
        if (unnamed.Count == 0)
            return y;
        double x = papers[0].Left;
        foreach (int phase in unnamed.Order())
        {
            svg.Rectangle(x, y + 5, 9, 9, TimeBand.ColorOf(phase));
            svg.Text(x + 13, y + 13, views[0].Phases[phase], Palette.Faint, size: InspectionPaper.NumberSize);
            x += Svg.WidthOf(views[0].Phases[phase], InspectionPaper.NumberSize) + 30;
        }

        return y + PhaseLegend;
    }

    private static double Panels(Svg svg, IReadOnlyList<InspectionView> views, InspectionPaper[] papers, double y)
    {
        IReadOnlyList<InspectionSection> sections = views[0].Sections;
        for (int section = 0; section < sections.Count; section++)
        {
            if (sections[section].Title is { Length: > 0 } title)
            {
                svg.Text(InspectionPaper.Margin, y + 15, title, Palette.Ink, size: 12, weight: 600);
                y += SectionHead;
            }

            for (int panel = 0; panel < sections[section].Panels.Count; panel++)
            {
                for (int i = 0; i < views.Count; i++)
                {
                    PanelDrawing drawing = new(svg, papers[i], views[i].Sections[section].Panels[panel], y);
                    drawing.Draw();
                    if (i == 0)
                        drawing.DrawNames();
                    if (i == views.Count - 1)
                        drawing.DrawScale(counts: views.Count == 1);
                }

                y += papers[0].HeightOf(sections[section].Panels[panel]) + InspectionPaper.Gap;
            }

            y += AfterChannels;
        }

        return y - AfterChannels;
    }

    private static (double Right, double Bottom) Matrices(
        Svg svg, IReadOnlyList<InspectionView> views, InspectionPaper[] papers, double y)
    {
        (double Right, double Bottom) end = (0, y);
        if (views[0].Matrices.Count == 0)
            return end;
        for (int i = 0; i < views.Count; i++)
        {
            // What was before the first step is the same for all that are compared.
            IReadOnlyList<InspectionMatrix> matrices = views.Count == 1 ? views[i].Matrices : [views[i].Matrices[1]];
            double room = views.Count == 1 ? MatricesWidth : papers[i].Width;
            end = MatrixPanel.Draw(svg, papers[i].Left, y + MatricesHead, room, matrices, isNamed: i == 0);
        }

        return end;
    }
}
