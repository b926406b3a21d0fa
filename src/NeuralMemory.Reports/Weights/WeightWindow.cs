using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The part of a long map of weights that a picture shows.</summary>
/// <param name="FirstRow">The first row.</param>
/// <param name="Rows">How many rows, at least 1.</param>
/// <param name="FirstColumn">The first column.</param>
/// <param name="Columns">How many columns, at least 1.</param>
public readonly record struct WeightWindow(int FirstRow, int Rows, int FirstColumn, int Columns)
{
    /// <summary>The most rows and columns of a part: their names can be read beside one another.</summary>
    public const int Most = 64;

    /// <summary>How many rows or columns more are shown with the others: nobody misses the last few of a map.</summary>
    private const int Few = 8;

    /// <summary>
    /// A window of at most <see cref="Most"/> rows and columns, or of all where there are few more. Without a wish it has the
    /// last rows, where what was asked is answered.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="row">The first row that is wanted; null for the last ones.</param>
    /// <param name="column">The first column that is wanted; null for all where they fit, and else for those with the most weight.</param>
    public static WeightWindow Of(WeightRecording map, int? row = null, int? column = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        int allRows = map.Weights.GetLength(0), allColumns = map.Weights.GetLength(1);
        int rows = CountOf(allRows), columns = CountOf(allColumns);
        int firstRow = Math.Clamp(row ?? allRows, 0, allRows - rows);
        int firstColumn = Math.Clamp(column ?? HeaviestColumn(map, firstRow, rows, columns), 0, allColumns - columns);
        return new(firstRow, rows, firstColumn, columns);
    }

    /// <summary>Says what is left out; empty where nothing is.</summary>
    public string Describe(WeightRecording map)
    {
        ArgumentNullException.ThrowIfNull(map);
        int allRows = map.Weights.GetLength(0), allColumns = map.Weights.GetLength(1);
        string rows = Rows < allRows ? Part("rows", FirstRow, Rows, allRows) : "";
        string columns = Columns < allColumns ? Part("columns", FirstColumn, Columns, allColumns) : "";
        return rows.Length > 0 && columns.Length > 0 ? $"{rows}, {columns}" : rows + columns;
    }

    private static int CountOf(int all) => all <= Most + Few ? all : Most;

    private static string Part(string what, int first, int count, int all) => string.Create(
        CultureInfo.InvariantCulture, $"{what} {first} to {first + count - 1} of {all}");

    /// <summary>The first column of the window that holds the most weight of these rows.</summary>
    private static int HeaviestColumn(WeightRecording map, int firstRow, int rows, int columns)
    {
        int all = map.Weights.GetLength(1), best = 0;
        double[] sums = new double[all + 1];
        for (int column = 0; column < all; column++)
        {
            double sum = 0;
            for (int row = firstRow; row < firstRow + rows; row++)
                sum += map.Weights[row, column];
            sums[column + 1] = sums[column] + sum;
        }

        for (int first = 1; first + columns <= all; first++)
            if (sums[first + columns] - sums[first] > sums[best + columns] - sums[best])
                best = first;
        return best;
    }
}
