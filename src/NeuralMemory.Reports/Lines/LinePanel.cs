using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>A panel of a picture of lines: what was measured (up) over something else (across).</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Up">What was measured.</param>
/// <param name="Across">What it is drawn over.</param>
/// <param name="Lines">The lines.</param>
public sealed record LinePanel(string Title, string Up, string Across, IReadOnlyList<PanelLine> Lines)
{
    /// <summary>Whether the numbers across are drawn by their logarithms; all of them are then above 0.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether a line is a course of time, which ends where its seeds end; else each point was measured by itself.</summary>
    public bool IsCourse { get; init; }

    /// <summary>How far training went across, which is marked; null for no mark.</summary>
    public double? Trained { get; init; }
}

/// <summary>One of the lines: repetitions of one thing by several seeds.</summary>
/// <param name="Name">Its name; lines of one name look the same in all panels.</param>
/// <param name="Seeds">For each seed its points from left to right, at least one, all of finite numbers.</param>
public sealed record PanelLine(string Name, IReadOnlyList<IReadOnlyList<LinePoint>> Seeds)
{
    /// <summary>
    /// The median over the seeds at every place at which one has a point. Left of its first point a seed does not count; to the right of a
    /// point it keeps its value, also beyond the last.
    /// </summary>
    internal IReadOnlyList<LinePoint> Median =>
    [
        .. Seeds.SelectMany(seed => seed).Select(point => point.X).Distinct().Order().Select(x => new LinePoint(
            x, Quartiles.Of(Seeds.Where(seed => seed[0].X <= x).Select(seed => seed.Last(point => point.X <= x).Y)).Median)),
    ];

    /// <summary>The least and the greatest value of the seeds at a place.</summary>
    internal (double Low, double High) RangeAt(double x)
    {
        double[] values = [.. Seeds.SelectMany(seed => seed).Where(point => point.X == x).Select(point => point.Y)];
        return (values.Min(), values.Max());
    }
}

/// <summary>A point of a line.</summary>
/// <param name="X">Where it is across.</param>
/// <param name="Y">What was measured there.</param>
public readonly record struct LinePoint(double X, double Y);
