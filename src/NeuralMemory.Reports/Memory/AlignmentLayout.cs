using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The part of a map of attention that is shown, and where it is on paper.</summary>
internal sealed class AlignmentLayout
{
    /// <summary>The most rows and columns that are shown.</summary>
    public const int Most = 120;

    private const double Right = 14, LargestCell = 26, LeastNamed = 10, Tick = 30, LargestText = 12, SmallestText = 9;

    /// <summary>The most room for the names of columns, which are read upwards.</summary>
    public const double HighestName = 90;

    private readonly TracedQuantity _weights;
    private readonly int _head;

    /// <param name="weights">Rows of [head, what is looked at].</param>
    /// <param name="head">The head.</param>
    /// <param name="row">The place among the rows around which the part is; null for the first ones.</param>
    /// <param name="rows">What rows are called.</param>
    /// <param name="columns">What is looked at is called.</param>
    /// <param name="width">How wide the picture is.</param>
    public AlignmentLayout(
        TracedQuantity weights, int head, int? row, IReadOnlyList<string> rows, IReadOnlyList<string> columns, double width)
    {
        if (weights.Axes is not [var heads, var seen] || head < 0 || head >= heads.Length || seen.Length == 0 || weights.Rows.Count == 0)
            throw new ArgumentException(
                $"weights have the axes head and what is looked at, not those of '{weights.Name}', or no such head", nameof(weights));
        (_weights, _head) = (weights, head);
        (FirstRow, Rows) = PlaceAxis.Window(weights.Rows.Count, Most, row ?? 0);
        bool isSquare = AttentionHeads.KindOf(weights) == ReadPlace.Step;
        int around = isSquare ? weights.Rows[Math.Clamp(row ?? 0, 0, weights.Rows.Count - 1)] : row is { } at ? PeakOf(at) : 0;
        (FirstColumn, Columns) = PlaceAxis.Window(seen.Length, Most, around);
        // Marked names are bold, which is wider.
        double names = 1.1 * WidestOf(rows, FirstRow, Rows, LargestText) + 12;
        double gutter = Math.Clamp(names, Tick, 0.3 * width);
        Cell = Math.Min(LargestCell, (width - gutter - Right) / Columns);
        HasNames = Cell >= LeastNamed;
        TextSize = Math.Clamp(Cell - 1, SmallestText, LargestText);
        double above = HasNames
            ? Math.Min(HighestName, WidestOf(columns, FirstColumn, Columns, TextSize)) + 12
            : 20;
        Down = Math.Min(LargestCell, HasNames ? Cell : Math.Max(Cell, Math.Min(Cell * 1.5, 4)));
        Top = 4 + above;
        Across = new(gutter, Columns * Cell, FirstColumn, Columns);
        Bottom = Top + Rows * Down + 26;
    }

    /// <summary>The first row that is shown.</summary>
    public int FirstRow { get; }

    /// <summary>How many rows are shown.</summary>
    public int Rows { get; }

    /// <summary>The first column that is shown.</summary>
    public int FirstColumn { get; }

    /// <summary>How many columns are shown.</summary>
    public int Columns { get; }

    /// <summary>The columns on paper.</summary>
    public PlaceAxis Across { get; }

    /// <summary>How wide a cell is.</summary>
    public double Cell { get; }

    /// <summary>How high a cell is.</summary>
    public double Down { get; }

    /// <summary>The size of names.</summary>
    public double TextSize { get; }

    /// <summary>Whether every row and column has room for its name.</summary>
    public bool HasNames { get; }

    /// <summary>The upper side of the map.</summary>
    public double Top { get; }

    /// <summary>How high the picture is.</summary>
    public double Bottom { get; }

    /// <summary>The lower side of the map.</summary>
    public double MapBottom => Top + Rows * Down;

    /// <summary>The upper side of a row.</summary>
    public double Y(int row) => Top + (row - FirstRow) * Down;

    /// <summary>The column with the most weight of a row, and that.</summary>
    public int PeakOf(int row)
    {
        ReadOnlySpan<float> weights = AttentionHeads.WeightsOf(_weights, row, _head);
        int peak = 0;
        for (int column = 1; column < weights.Length; column++)
            if (weights[column] > weights[peak])
                peak = column;
        return peak;
    }

    /// <summary>A weight.</summary>
    public float At(int row, int column) => AttentionHeads.WeightsOf(_weights, row, _head)[column];

    /// <summary>
    /// Above which line steps look at nothing, as those come later: a path down the stairs, where all of it is empty; null where it is not.
    /// </summary>
    public string? Later()
    {
        if (AttentionHeads.KindOf(_weights) != ReadPlace.Step)
            return null;
        string path = "";
        for (int row = FirstRow; row < FirstRow + Rows; row++)
        {
            ReadOnlySpan<float> weights = AttentionHeads.WeightsOf(_weights, row, _head);
            int now = _weights.Rows[row];
            if (now + 1 < weights.Length && weights[(now + 1)..].ContainsAnyExcept(0f))
                return null;
            double x = Math.Clamp(Across.At(now + 1), Across.Left, Across.Right);
            if (x < Across.Right)
                path += string.Create(CultureInfo.InvariantCulture, $"M{x:0.##} {Y(row):0.##}H{Across.Right:0.##}v{Down:0.##}H{x:0.##}z");
        }

        return path.Length == 0 ? null : path;
    }

    /// <summary>The map.</summary>
    public string Image(bool isFile)
    {
        var dots = new float[Rows * Columns];
        for (int row = 0; row < Rows; row++)
            AttentionHeads.WeightsOf(_weights, FirstRow + row, _head).Slice(FirstColumn, Columns).CopyTo(dots.AsSpan(row * Columns));
        return (isFile ? new Raster(Across.Width, Rows * Down) : new Raster()).Of(dots, Columns, ValueScale.Weights);
    }

    private static double WidestOf(IReadOnlyList<string> names, int first, int count, double size) =>
        names.Skip(first).Take(count).Select(name => ChartWords.WidthOf(name, size)).DefaultIfEmpty().Max();

    /// <summary>What of a long map is shown; empty where all is.</summary>
    public string Window
    {
        get
        {
            int rows = _weights.Rows.Count, columns = _weights.Axes[1].Length;
            string down = Rows < rows
                ? string.Create(CultureInfo.InvariantCulture, $"rows {FirstRow} to {FirstRow + Rows - 1} of {rows:N0}")
                : "";
            string across = Columns < columns
                ? string.Create(CultureInfo.InvariantCulture, $"columns {FirstColumn} to {FirstColumn + Columns - 1} of {columns:N0}")
                : "";
            return down.Length > 0 && across.Length > 0 ? $"{down}, {across}" : down + across;
        }
    }
}
