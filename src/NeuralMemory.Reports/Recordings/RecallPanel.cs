using NeuralMemory.Results;
using static NeuralMemory.Reports.RecallPaper;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws quantities of a machine over time, below the other panels of an episode: those of slots as high as the panel of the heads,
/// so that the slots of both stand alike, those of heads as thin rows with their names.
/// </summary>
internal static class RecallPanel
{
    private const double RowHeight = 13;

    /// <summary>More rows than these cannot be told apart.</summary>
    private const int MostRows = 64;

    /// <summary>Draws a panel.</summary>
    /// <param name="svg">Receives it.</param>
    /// <param name="y">Its upper end.</param>
    /// <param name="panel">What to draw.</param>
    /// <returns>Where the next one may begin.</returns>
    public static double Draw(Svg svg, double y, PanelRecording panel) =>
        panel.Rows is { } names ? OfHeads(svg, y, panel, names) : OfSlots(svg, y, panel);

    private static double OfSlots(Svg svg, double y, PanelRecording panel)
    {
        int slots = panel.Values.GetLength(1), group = (slots + MostRows - 1) / MostRows, rows = (slots + group - 1) / group;
        Panel(svg, y, SlotsHeight, panel.Name);
        Slots(svg, y, slots);
        Shades(svg, y, panel.Values.GetLength(0), rows, SlotsHeight / rows, Mean);
        svg.Text(Left + 8, y + SlotsHeight + 16, panel.Name
            + (group > 1 ? FormattableString.Invariant($", mean of {group} slots in each row") : " of each slot")
            + ", from 0 (white) to 1 (dark)", Palette.Faint);
        return y + SlotsHeight + Gap;

        double Mean(int step, int row)
        {
            int first = row * group, end = Math.Min(first + group, slots);
            double sum = 0;
            for (int slot = first; slot < end; slot++)
                sum += panel.Values[step, slot];
            return sum / (end - first);
        }
    }

    private static double OfHeads(Svg svg, double y, PanelRecording panel, IReadOnlyList<string> names)
    {
        double height = names.Count * RowHeight;
        Panel(svg, y, height, "");
        for (int row = 0; row < names.Count; row++)
            svg.Text(Left - 6, y + (row + 0.5) * RowHeight + 4, names[row], Palette.Ink, anchor: "end", size: 11);
        Shades(svg, y, panel.Values.GetLength(0), names.Count, RowHeight, (step, row) => panel.Values[step, row]);
        svg.Text(Left + 8, y + height + 16, panel.Name, Palette.Faint);
        return y + height + Gap;
    }
}
