using System.Globalization;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>
/// Draws a matrix of numbers, x to the right, y down: cells, or, where there are many, one small image. Where there are more rows or
/// columns than dots, each dot shows the number of the greatest amount among those that it stands for, so that a single light cell is seen.
/// </summary>
public static class HeatMap
{
    /// <summary>The most runs of equal cells that are drawn one by one; more are smaller as an image.</summary>
    private const int MostRuns = 2500;

    /// <summary>Draws numbers of steps: time runs to the right.</summary>
    /// <param name="svg">Receives them.</param>
    /// <param name="x">The left side.</param>
    /// <param name="y">The upper side.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="values">[columns, rows] by columns, as a step is a column.</param>
    /// <param name="scale">How they become shades.</param>
    /// <param name="label">What is shown.</param>
    /// <param name="colors">The colors; null for those of the scale.</param>
    public static void Draw(
        Svg svg, double x, double y, double width, double height, float[,] values, ValueScale scale, string label, ColorMap? colors = null)
    {
        ArgumentNullException.ThrowIfNull(svg);
        ArgumentNullException.ThrowIfNull(values);
        float[,] dots = Pooled(values, (int)Math.Max(1, width), (int)Math.Max(1, height));
        (int columns, int rows) = (dots.GetLength(0), dots.GetLength(1));
        byte[] levels = Levels(dots, scale);
        colors ??= scale.Colors;
        byte ground = ColorMap.LevelOf(scale[0]);
        Stretch[][] runs = [.. Enumerable.Range(0, rows).Select(row =>
            Stretch.Of(columns, column => levels[row * columns + column]).Where(run => run.Value != ground).ToArray())];
        if (runs.Sum(row => row.Length) is var count && count > MostRuns)
        {
            // Programs that smooth images blur the edges of dots alone, not of cells.
            (int across, int down) = ((int)Math.Max(1, 1.2 * width / columns), (int)Math.Max(1, 1.2 * height / rows));
            byte[] png = Png.Encode(columns * across, rows * down, Enlarged(levels, columns, across, down), colors.Colors);
            svg.Image(x, y, width, height, Png.DataUri(png), label);
            return;
        }

        svg.Rectangle(x, y, width, height, colors.AtLevel(ground));
        if (count > 0)
            svg.Grid(x, y, width / columns, height / rows, PathsOf(runs, colors), label);
    }

    /// <summary>At most so many columns and rows, each the number of the greatest amount among those it stands for.</summary>
    /// <param name="values">[columns, rows]</param>
    /// <param name="columns">The most columns.</param>
    /// <param name="rows">The most rows.</param>
    public static float[,] Pooled(float[,] values, int columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(values);
        (int across, int down) = (GroupOf(values.GetLength(0), columns), GroupOf(values.GetLength(1), rows));
        if (across == 1 && down == 1)
            return values;
        var pooled = new float[(values.GetLength(0) + across - 1) / across, (values.GetLength(1) + down - 1) / down];
        for (int column = 0; column < values.GetLength(0); column++)
            for (int row = 0; row < values.GetLength(1); row++)
                if (Math.Abs(values[column, row]) > Math.Abs(pooled[column / across, row / down]))
                    pooled[column / across, row / down] = values[column, row];
        return pooled;
    }

    /// <summary>How many rows or columns a dot stands for.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many dots there can be.</param>
    public static int GroupOf(int count, int most) => (count - 1) / most + 1;

    /// <summary>[rows, columns] the levels, line by line.</summary>
    private static byte[] Levels(float[,] dots, ValueScale scale)
    {
        (int columns, int rows) = (dots.GetLength(0), dots.GetLength(1));
        var levels = new byte[columns * rows];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                levels[row * columns + column] = ColorMap.LevelOf(scale[dots[column, row]]);
        return levels;
    }

    /// <summary>A path for each level: runs of equal cells in a row are one.</summary>
    private static IEnumerable<(string Fill, string Path)> PathsOf(Stretch[][] runs, ColorMap colors)
    {
        SortedDictionary<int, StringBuilder> paths = [];
        for (int row = 0; row < runs.Length; row++)
            foreach (Stretch run in runs[row])
            {
                if (!paths.TryGetValue(run.Value, out StringBuilder? path))
                    paths.Add(run.Value, path = new());
                path.Append(CultureInfo.InvariantCulture, $"M{run.First} {row}h{run.Count}v1h-{run.Count}z");
            }

        return paths.Select(level => (colors.AtLevel(level.Key), level.Value.ToString()));
    }

    /// <summary>Each cell as many dots.</summary>
    private static byte[] Enlarged(byte[] levels, int columns, int across, int down)
    {
        int rows = levels.Length / columns, width = columns * across;
        var enlarged = new byte[levels.Length * across * down];
        for (int y = 0; y < rows * down; y++)
            for (int x = 0; x < width; x++)
                enlarged[y * width + x] = levels[y / down * columns + x / across];
        return enlarged;
    }
}
