using System.Globalization;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>Lines as paths of SVG.</summary>
internal static class ChartPath
{
    /// <summary>
    /// A line through points on paper; broken where one is NaN. Where many points share a column, that where the line enters it, its
    /// highest, its lowest and that where the line leaves it are kept: they cover the same paper, so that nothing extreme is lost.
    /// </summary>
    public static string Line(IEnumerable<(double X, double Y)> points)
    {
        StringBuilder path = new();
        bool isOpen = false;
        List<(double X, double Y)> column = [];
        foreach ((double X, double Y) point in points)
        {
            if (double.IsNaN(point.Y))
            {
                Flush();
                isOpen = false;
                continue;
            }

            if (column.Count > 0 && Math.Floor(column[0].X) != Math.Floor(point.X))
                Flush();
            column.Add(point);
        }

        Flush();
        return path.ToString();

        void Flush()
        {
            IEnumerable<(double X, double Y)> kept = column;
            if (column.Count > 4)
            {
                int high = 0, low = 0, last = column.Count - 1;
                for (int i = 1; i <= last; i++)
                {
                    high = column[i].Y < column[high].Y ? i : high;
                    low = column[i].Y > column[low].Y ? i : low;
                }

                kept = new SortedSet<int> { 0, high, low, last }.Select(i => column[i]);
            }

            foreach ((double X, double Y) point in kept)
            {
                path.Append(isOpen ? 'L' : 'M');
                Append(path, point);
                isOpen = true;
            }

            column.Clear();
        }
    }

    /// <summary>Places along a line through points, a few units apart.</summary>
    public static IEnumerable<(double X, double Y)> Along(IEnumerable<(double X, double Y)> points)
    {
        const double step = 8;
        (double X, double Y)? before = null;
        foreach ((double X, double Y) point in points)
        {
            if (before is var (x, y) && !double.IsNaN(y) && !double.IsNaN(point.Y))
            {
                int count = 1 + (int)(Math.Max(Math.Abs(point.X - x), Math.Abs(point.Y - y)) / step);
                for (int i = 1; i < count; i++)
                    yield return (x + (point.X - x) * i / count, y + (point.Y - y) * i / count);
            }

            yield return point;
            before = point;
        }
    }

    /// <summary>The area between two lines on paper over the same places.</summary>
    public static string Area(IReadOnlyList<(double X, double Low, double High)> band)
    {
        StringBuilder path = new();
        for (int i = 0; i < band.Count; i++)
            Append(path.Append(i == 0 ? 'M' : 'L'), (band[i].X, band[i].High));
        for (int i = band.Count - 1; i >= 0; i--)
            Append(path.Append('L'), (band[i].X, band[i].Low));
        return path.Append('Z').ToString();
    }

    /// <summary>An upright bar from one place to another at each of some places.</summary>
    public static string Bars(IEnumerable<(double X, double Low, double High)> bars)
    {
        StringBuilder path = new();
        foreach ((double x, double low, double high) in bars)
            path.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {low:0.#}V{high:0.#}");
        return path.ToString();
    }

    private static void Append(StringBuilder path, (double X, double Y) point) =>
        path.Append(CultureInfo.InvariantCulture, $"{point.X:0.#} {point.Y:0.#}");
}
