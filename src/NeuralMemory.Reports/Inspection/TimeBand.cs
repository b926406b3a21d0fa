using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>The phases of an episode above its panels, and the numbers of its steps below them.</summary>
internal static class TimeBand
{
    /// <summary>How high a band of phases is, and a line of numbers.</summary>
    public const double PhaseHeight = 18, AxisHeight = 30;

    private const double LeastTick = 34;

    private static readonly string[] Bands = ["#dfe7f2", "#f6e8d3", "#e2efe4", "#efe0ee", "#ebe8dc", "#dcecef"];
    private static readonly int[] Every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

    /// <summary>The phases one after another.</summary>
    public static IReadOnlyList<Stretch> PhasesOf(InspectionView view) => [.. Stretch.Of(view.Steps, step => view.PhaseOf[step])];

    /// <summary>Draws the phases; a name without room is left to the legend.</summary>
    /// <returns>The phases whose names had no room anywhere.</returns>
    public static IReadOnlyList<int> DrawPhases(Svg svg, InspectionPaper paper, InspectionView view, double y)
    {
        HashSet<int> named = [];
        IReadOnlyList<Stretch> phases = PhasesOf(view);
        foreach (Stretch phase in phases)
        {
            double width = phase.Count * paper.Cell;
            svg.Rectangle(paper.At(phase.First), y, width, PhaseHeight, ColorOf(phase.Value));
            string name = view.Phases[phase.Value];
            if (Svg.WidthOf(name, InspectionPaper.NumberSize) + 6 > width)
                continue;
            svg.Text(paper.At(phase.First) + width / 2, y + 12.5, name, Palette.Ink, "middle", InspectionPaper.NumberSize);
            named.Add(phase.Value);
        }

        return [.. phases.Select(phase => phase.Value).Distinct().Where(phase => !named.Contains(phase)).Order()];
    }

    /// <summary>The color of a phase's band.</summary>
    public static string ColorOf(int phase) => Bands[phase % Bands.Length];

    /// <summary>Draws a thin line through all panels where a phase begins.</summary>
    public static void DrawBorders(Svg svg, InspectionPaper paper, InspectionView view, double top, double bottom)
    {
        IReadOnlyList<Stretch> phases = PhasesOf(view);
        // So many phases that lines would hide what they divide.
        if (phases.Count > paper.Width / 12)
            return;
        foreach (Stretch phase in phases.Skip(1))
            svg.Stroke(paper.At(phase.First), top, paper.At(phase.First), bottom, "#aab2be", 0.75, "2 3");
    }

    /// <summary>The steps that have room for their numbers, at round places, by their places in the window.</summary>
    /// <param name="first">The number of the window's first step.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="cell">How wide a step is.</param>
    public static IEnumerable<int> NumberedSteps(int first, int steps, double cell)
    {
        int every = Every.FirstOrDefault(step => step * cell >= LeastTick, Every[^1]);
        for (int step = (every - first % every) % every; step < steps; step += every)
            yield return step;
    }

    /// <summary>Draws the numbers of steps at round places, each under the middle of its step.</summary>
    public static void DrawAxis(Svg svg, InspectionPaper paper, double y, bool isNamed)
    {
        foreach (int step in NumberedSteps(paper.First, paper.Steps, paper.Cell))
        {
            double x = paper.At(step) + paper.Cell / 2;
            svg.Stroke(x, y, x, y + 4, Palette.Faint, 0.75);
            svg.Text(x, y + 14, (paper.First + step).ToString(CultureInfo.InvariantCulture), Palette.Faint, "middle",
                InspectionPaper.NumberSize);
        }

        if (isNamed)
            svg.Text(paper.Left - 8, y + 14, "step", Palette.Faint, "end", InspectionPaper.NumberSize);
    }
}
