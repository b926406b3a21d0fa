using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Where the maps of a group stand, and how large their cells are.</summary>
/// <param name="Cell">The side of a cell.</param>
/// <param name="RowNames">The room for the names of rows, at the left of each map.</param>
/// <param name="ColumnNames">The room above each map.</param>
/// <param name="MapWidth">The width of a map with its names.</param>
/// <param name="MapHeight">Its height.</param>
/// <param name="PerLine">How many stand beside one another.</param>
/// <param name="Count">How many there are.</param>
/// <param name="HasNames">Whether rows and columns have their names.</param>
/// <param name="HasNumbers">Whether cells have numbers.</param>
internal readonly record struct WeightLayout(
    double Cell, double RowNames, double ColumnNames, double MapWidth, double MapHeight, int PerLine, int Count, bool HasNames,
    bool HasNumbers)
{
    private const double PageWidth = 1000, Large = 30, Usual = 18, Small = 5, Between = 18, Slope = 0.72;
    private const int FewCells = 14;

    /// <summary>The width of all of them.</summary>
    public double Width => Math.Min(Count, PerLine) * (MapWidth + Between) - Between;

    /// <summary>Their height.</summary>
    public double Height => (Count + PerLine - 1) / PerLine * (MapHeight + Between) - Between;

    /// <summary>A layout for heads of one group: a few maps have names, many are small.</summary>
    public static WeightLayout Of(IReadOnlyList<WeightRecording> heads, WeightWindow window)
    {
        int longest = Math.Max(window.Rows, window.Columns);
        bool areFew = longest <= FewCells;
        double cell = heads.Count == 1 && areFew ? Large : longest <= 32 ? Usual : longest <= WeightWindow.Most / 2 * 2 ? 12 : Small;
        if (heads.Count > 4)
            cell = Math.Min(cell, Math.Max(Small, 220.0 / longest));
        bool hasNames = cell >= 11;
        double names = hasNames ? 14 + Longest(heads[0].Rows, window.FirstRow, window.Rows) : 8;
        double above = hasNames ? 14 + Slope * Longest(heads[0].Columns, window.FirstColumn, window.Columns) : 16;
        if (heads[0].Head.Length > 0)
            above += 8;
        double width = names + window.Columns * cell, height = above + window.Rows * cell;
        return new(
            cell, names, above, width, height, Math.Max(1, (int)((PageWidth + Between) / (width + Between))), heads.Count, hasNames,
            hasNames && cell >= Large);
    }

    /// <summary>The upper left corner of a map.</summary>
    public (double X, double Y) PlaceOf(int map, double x, double y) =>
        (x + map % PerLine * (MapWidth + Between), y + map / PerLine * (MapHeight + Between));

    private static double Longest(IReadOnlyList<string> names, int first, int count) =>
        names.Skip(first).Take(count).Max(name => Svg.WidthOf(name, Svg.TextSize));
}
