using System.Runtime.InteropServices;

namespace NeuralMemory.Reports;

/// <summary>The numbers of a panel as one image of inks: a dot for each step and row.</summary>
internal static class PanelDots
{
    /// <summary>The most dots that a panel is high.</summary>
    public const int MostRows = 128;

    /// <summary>How many dots stand for the rows of a panel.</summary>
    public static int DotsOf(int rows) => Math.Min(rows, MostRows);

    /// <summary>The inks for a panel.</summary>
    public static AlphaMap InksOf(InspectionPanel panel) => panel.Kind == PanelKind.Error ? AlphaMap.Error : AlphaMap.Of(panel.Scale);

    /// <summary>The image, as a page has it in itself.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="across">How many dots of the image are as wide as a step.</param>
    /// <param name="down">How many of them are as high as a row: programs that smooth images then blur the edges of dots alone.</param>
    public static string Of(InspectionPanel panel, int across = 1, int down = 1)
    {
        int steps = panel.Values.Steps, rows = panel.Rows, dots = DotsOf(rows);
        var values = new float[steps, dots];
        bool[,]? asked = panel.Shown is null ? null : new bool[steps, dots];
        int[] dotOf = [.. Enumerable.Range(0, rows).Select(row => (int)((long)row * dots / rows))];
        for (int step = 0; step < steps; step++)
        {
            Span<float> column = MemoryMarshal.CreateSpan(ref values[step, 0], dots);
            ReadOnlySpan<float> all = panel.Values.At(step);
            for (int row = 0; row < rows; row++)
            {
                if (panel.Shown is { } shown && !shown[step, row])
                    continue;
                ref float most = ref column[dotOf[row]];
                asked?[step, dotOf[row]] = true;
                // What is light among many dark ones is seen.
                if (Math.Abs(all[row]) > Math.Abs(most))
                    most = all[row];
            }
        }

        int width = steps * across;
        var pixels = new byte[width * dots * down];
        for (int dot = 0; dot < dots; dot++)
            for (int step = 0; step < steps; step++)
            {
                byte level = asked?[step, dot] != false ? ColorMap.LevelOf(panel.Scale[values[step, dot]]) : AlphaMap.NotAsked;
                for (int y = dot * down; y < (dot + 1) * down; y++)
                    pixels.AsSpan(y * width + step * across, across).Fill(level);
            }

        AlphaMap inks = InksOf(panel);
        return Png.DataUri(Png.Encode(width, dots * down, pixels, inks.Colors));
    }
}
