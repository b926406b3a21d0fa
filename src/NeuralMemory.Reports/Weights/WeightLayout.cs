using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Where the maps of a group stand, how large their cells are, and how rows and columns are told apart.</summary>
internal sealed class WeightLayout
{
    private const double PageWidth = 1210, Between = 18;
    private const double Large = 30, Usual = 18, Dense = 12, LeastNamed = 10, Least = 4, LeastSlanted = 17;
    private const double LargestName = 12, SmallestName = 9, Slope = 0.72;
    private const int FewCells = 14, MostBeside = 4;

    private readonly int _count;

    private WeightLayout(IReadOnlyList<WeightRecording> heads, WeightWindow window, double cell, bool hasNames)
    {
        (_count, Cell, HasNames) = (heads.Count, cell, hasNames);
        NameSize = Math.Clamp(cell - 1, SmallestName, LargestName);
        IsSlanted = cell >= LeastSlanted;
        RowNames = 14 + (hasNames ? WidthOfNames(heads[0].Rows, window.FirstRow, window.Rows) : 2 * SmallestName);
        double columns = hasNames ? WidthOfNames(heads[0].Columns, window.FirstColumn, window.Columns) : SmallestName;
        ColumnNames = 14 + (IsSlanted ? Slope : 1) * columns + (heads[0].Head.Length > 0 ? 14 : 0);
        double width = window.Columns * cell;
        double reach = hasNames && IsSlanted
            ? Enumerable.Range(0, window.Columns).Max(i => (i + 0.5) * cell + Slope * WidthOf(heads[0].Columns[window.FirstColumn + i]))
            : width;
        MapWidth = RowNames + Math.Max(width, reach);
        MapHeight = ColumnNames + window.Rows * cell;
        Room = Math.Max(1, (int)((PageWidth + Between) / (MapWidth + Between)));
        int lines = (_count + Room - 1) / Room;
        PerLine = (_count + lines - 1) / lines;
    }

    /// <summary>The side of a cell.</summary>
    public double Cell { get; }

    /// <summary>The size of names, as of text.</summary>
    public double NameSize { get; }

    /// <summary>Whether names of columns rise aslant, which takes wide cells; else they are read upwards.</summary>
    public bool IsSlanted { get; }

    /// <summary>Whether all rows and columns have their names; else the places of some are told.</summary>
    public bool HasNames { get; }

    /// <summary>Whether cells have numbers.</summary>
    public bool HasNumbers => HasNames && Cell >= Large;

    /// <summary>The room for the names of rows, at the left of each map.</summary>
    public double RowNames { get; }

    /// <summary>The room above each map.</summary>
    public double ColumnNames { get; }

    /// <summary>The width of all of them.</summary>
    public double Width => Math.Min(_count, PerLine) * (MapWidth + Between) - Between;

    /// <summary>Their height.</summary>
    public double Height => (_count + PerLine - 1) / PerLine * (MapHeight + Between) - Between;

    private double MapWidth { get; }

    private double MapHeight { get; }

    /// <summary>How many have room beside one another.</summary>
    private int Room { get; }

    /// <summary>How many stand beside one another: about as many in each line.</summary>
    private int PerLine { get; }

    /// <summary>
    /// A layout for heads of one group: a single map is large; several stand beside one another, as large as names need where two have
    /// room for them, and else small.
    /// </summary>
    public static WeightLayout Of(IReadOnlyList<WeightRecording> heads, WeightWindow window)
    {
        int longest = Math.Max(window.Rows, window.Columns);
        double cell = longest <= FewCells && heads.Count == 1 ? Large : longest <= 2 * FewCells + 4 ? Usual : Dense;
        if (heads.Count == 1)
            return new(heads, window, cell, hasNames: true);
        foreach (int beside in (int[])[Math.Min(heads.Count, MostBeside), 2])
            for (double named = cell; named >= LeastNamed; named--)
                if (new WeightLayout(heads, window, named, hasNames: true) is { } layout && layout.Room >= beside)
                    return layout;
        double room = (PageWidth + Between) / Math.Min(heads.Count, MostBeside) - Between;
        return new(heads, window, Math.Clamp((room - 14 - 2 * SmallestName) / longest, Least, Dense), hasNames: false);
    }

    /// <summary>The upper left corner of a map.</summary>
    public (double X, double Y) PlaceOf(int map, double x, double y) =>
        (x + map % PerLine * (MapWidth + Between), y + map / PerLine * (MapHeight + Between));

    private double WidthOfNames(IReadOnlyList<string> names, int first, int count) => names.Skip(first).Take(count).Max(WidthOf);

    /// <summary>Wider than most text: names can be of digits or capitals alone.</summary>
    private double WidthOf(string name) => 1.12 * Svg.WidthOf(name, NameSize);
}
