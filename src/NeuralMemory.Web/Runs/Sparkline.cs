using System.Globalization;
using System.Text;
using NeuralMemory.Analysis;

namespace NeuralMemory.Web;

/// <summary>The course of a metric as a line of a few pixels, without axes.</summary>
internal static class Sparkline
{
    /// <summary>The size of its paper.</summary>
    public const int Width = 120, Height = 24;

    private const int MostPoints = 60, MostLines = 8, Margin = 2;

    /// <summary>As much between the least and the greatest value as a linear line shows well.</summary>
    private const double Wide = 30;

    /// <summary>The paths of some runs over one another; empty where less than two points were measured.</summary>
    public static string Of(IEnumerable<RunFacts> runs, string metric)
    {
        MeasuredPoint[][] curves = [.. runs.Select(run => run.Curve(metric).Where(point => double.IsFinite(point.Value)).ToArray())
            .Where(curve => curve.Length > 1).Take(MostLines).Select(Thin)];
        if (curves.Length == 0)
            return "";
        double least = curves.Min(curve => curve.Min(point => point.Value)), most = curves.Max(curve => curve.Max(point => point.Value));
        Func<double, double> on = least > 0 && most > Wide * least ? Math.Log : value => value;
        (double low, double high, double end) = (on(least), on(most), Math.Max(1, curves.Max(curve => curve[^1].Sequences)));
        StringBuilder path = new();
        foreach (MeasuredPoint[] curve in curves)
            for (int i = 0; i < curve.Length; i++)
                path.Append(i == 0 ? 'M' : 'L').Append(CultureInfo.InvariantCulture, $"{curve[i].Sequences / end * Width:0.#} ")
                    .Append(CultureInfo.InvariantCulture, $"{Place(on(curve[i].Value)):0.#}");
        return path.ToString();

        double Place(double value) => high > low ? Margin + (high - value) / (high - low) * (Height - 2 * Margin) : Height / 2.0;
    }

    /// <summary>Evenly chosen points with the last among them.</summary>
    private static MeasuredPoint[] Thin(MeasuredPoint[] curve)
    {
        int stride = (curve.Length + MostPoints - 1) / MostPoints;
        return [.. curve.Where((_, i) => (curve.Length - 1 - i) % stride == 0)];
    }
}
