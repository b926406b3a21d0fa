namespace NeuralMemory.Reports;

/// <summary>
/// The rows of an episode as parts to put below one another, all over one axis of time: first what was shown and answered, then each head.
/// A part has names at the left and a plot. Images are made once; what changes from step to step is no part of it.
/// </summary>
public sealed class RowsSheet
{
    /// <summary>How wide the names are, and what stands at the right of plots.</summary>
    public const double NamesWidth = 124, NotesWidth = 64;

    /// <summary>The widths that a step can have.</summary>
    public const double LeastCell = 2, MostCell = 40;

    private RowsSheet(InspectionView view, double cell, ChartTheme theme)
    {
        (View, Cell, Theme) = (view, cell, theme);
        List<RowsPart> parts = [];
        int index = 0;
        for (int i = 0; i < view.Sections.Count; i++)
        {
            parts.Add(RowsDrawing.Draw(this, view.Sections[i], index, isFirst: i == 0, isLast: i == view.Sections.Count - 1));
            index += view.Sections[i].Panels.Count;
        }

        Parts = parts;
    }

    /// <summary>What is drawn.</summary>
    public InspectionView View { get; }

    /// <summary>How wide a step is.</summary>
    public double Cell { get; }

    /// <summary>The colors.</summary>
    public ChartTheme Theme { get; }

    /// <summary>The parts, from the top.</summary>
    public IReadOnlyList<RowsPart> Parts { get; }

    /// <summary>How wide all steps are.</summary>
    public double PlotWidth => Cell * View.Steps;

    /// <summary>Draws a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="room">The room for all its steps; a step is never narrower than can be seen.</param>
    /// <param name="theme">The colors.</param>
    public static RowsSheet Of(InspectionView view, double room, ChartTheme theme)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(theme);
        double cell = Math.Clamp(room / Math.Max(1, view.Steps), LeastCell, MostCell);
        // Whole and half dots, so that all steps look alike.
        return new(view, Math.Floor(2 * cell) / 2, theme);
    }

    /// <summary>Where a step begins in the plots, counted from the episode's first.</summary>
    public double At(int step) => (step - View.First) * Cell;
}

/// <summary>Rows that belong together, such as those of a head.</summary>
/// <param name="Title">What it is called; empty for what was shown and answered.</param>
/// <param name="Height">How high it is.</param>
/// <param name="Names">Its names, as the content of an SVG picture.</param>
/// <param name="Plot">Its panels, as the content of an SVG picture.</param>
public sealed record RowsPart(string Title, double Height, string Names, string Plot);
