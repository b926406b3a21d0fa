namespace NeuralMemory.Reports;

/// <summary>The numbers of a panel as one image of inks: a dot for each step and row.</summary>
internal static class PanelDots
{
    /// <summary>The most dots that a panel is high.</summary>
    public const int MostRows = 128;

    /// <summary>How many dots stand for the rows of a panel.</summary>
    public static int DotsOf(int rows) => Math.Min(rows, MostRows);

    /// <summary>The inks for a panel.</summary>
    public static InkMap InksOf(InspectionPanel panel) => panel.Kind == PanelKind.Error ? InkMap.Error : InkMap.Of(panel.Scale);

    /// <summary>The image, as a page has it in itself.</summary>
    public static string Of(InspectionPanel panel, InkMap? inks = null)
    {
        int steps = panel.Values.GetLength(0), rows = panel.Rows, dots = DotsOf(rows);
        var values = new float[steps, dots];
        var asked = new bool[steps, dots];
        for (int step = 0; step < steps; step++)
            for (int row = 0; row < rows; row++)
            {
                if (panel.Shown?[step, row] == false)
                    continue;
                int dot = (int)((long)row * dots / rows);
                asked[step, dot] = true;
                // What is light among many dark ones is seen.
                if (Math.Abs(panel.Values[step, row]) > Math.Abs(values[step, dot]))
                    values[step, dot] = panel.Values[step, row];
            }

        var pixels = new byte[steps * dots];
        for (int dot = 0; dot < dots; dot++)
            for (int step = 0; step < steps; step++)
                pixels[dot * steps + step] =
                    asked[step, dot] ? ColorMap.LevelOf(panel.Scale[values[step, dot]]) : InkMap.NotAsked;
        inks ??= InksOf(panel);
        return Png.DataUri(Png.Encode(steps, dots, pixels, inks.Colors, inks.Alphas));
    }
}
