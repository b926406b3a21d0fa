using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>Draws matrices of slots at one moment beside one another, such as a memory before and after.</summary>
internal static class MatrixPanel
{
    private const double Top = 20, Between = 48, Bottom = 22;

    /// <summary>Draws the matrices of a view.</summary>
    /// <param name="svg">Receives them.</param>
    /// <param name="x">The left side of the first.</param>
    /// <param name="y">The upper side of their titles.</param>
    /// <param name="width">The room for them.</param>
    /// <param name="matrices">The matrices.</param>
    /// <param name="isNamed">Whether the ends of their rows are told at the left.</param>
    /// <returns>Where they end.</returns>
    public static (double Right, double Bottom) Draw(
        Svg svg, double x, double y, double width, IReadOnlyList<InspectionMatrix> matrices, bool isNamed)
    {
        double room = (width - (matrices.Count - 1) * Between) / matrices.Count, bottom = y, right = x;
        for (int i = 0; i < matrices.Count; i++)
        {
            InspectionMatrix matrix = matrices[i];
            (int rows, int columns) = (matrix.Values.GetLength(0), matrix.Values.GetLength(1));
            bool isSquare = matrix.RowName == "slot" && matrix.ColumnName == "slot before";
            double height = isSquare ? Math.Clamp(6 * rows, 96, 160) : Math.Clamp(6 * rows, 48, 160);
            double own = Math.Min(room, isSquare ? height : Math.Clamp(9 * columns, 60, 260));
            svg.Text(x, y + 10, matrix.Title, Palette.Ink, size: InspectionPaper.NameSize);
            HeatMap.Draw(svg, x, y + Top, own, height, Turned(matrix.Values), matrix.Scale, matrix.Title);
            svg.Frame(x, y + Top, own, height, Palette.Line, 0.75);
            if (isNamed || i > 0)
            {
                Number(svg, x - 6, y + Top + 8, i == 0 ? $"{matrix.RowName} 0" : "0", "end");
                Number(svg, x - 6, y + Top + height - 1, (rows - 1).ToString(CultureInfo.InvariantCulture), "end");
            }

            string scale = matrix.Scale.Curve == ScaleCurve.Signed
                ? string.Create(CultureInfo.InvariantCulture, $", ±{matrix.Scale.High:0.##}") : "";
            Number(svg, x, y + Top + height + 12,
                string.Create(CultureInfo.InvariantCulture, $"{matrix.ColumnName} 0 to {columns - 1}{scale}"), "start");
            right = x + Math.Max(own, Svg.WidthOf(matrix.Title, InspectionPaper.NameSize));
            bottom = Math.Max(bottom, y + Top + height + Bottom);
            x = Math.Max(x + own, right - 20) + Between;
        }

        return (right, bottom);
    }

    private static void Number(Svg svg, double x, double y, string text, string anchor) =>
        svg.Text(x, y, text, Palette.Faint, anchor, InspectionPaper.NumberSize);

    /// <summary>By columns, as maps are drawn.</summary>
    private static float[,] Turned(float[,] values)
    {
        var turned = new float[values.GetLength(1), values.GetLength(0)];
        for (int row = 0; row < values.GetLength(0); row++)
            for (int column = 0; column < values.GetLength(1); column++)
                turned[column, row] = values[row, column];
        return turned;
    }
}
