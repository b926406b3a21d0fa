namespace NeuralMemory.Reports;

/// <summary>Lines over an axis: learning curves, or what was measured along one axis of a grid.</summary>
/// <param name="Title">A headline.</param>
/// <param name="Subtitle">What is drawn, with the statistic.</param>
/// <param name="Across">The axis from left to right.</param>
/// <param name="Up">The axis upwards.</param>
/// <param name="Lines">The lines; those of one <see cref="FigureLine.Style"/> look the same.</param>
public sealed record LineFigure(string Title, string Subtitle, FigureAxis Across, FigureAxis Up, IReadOnlyList<FigureLine> Lines)
    : Figure(Title, Subtitle)
{
    /// <summary>Values that lines are held against, such as a published one, each a dashed line.</summary>
    public IReadOnlyList<FigureReference> References { get; init; } = [];

    /// <summary>What training met on the axis across, shaded; null for nothing.</summary>
    public FigureRange? Trained { get; init; }

    /// <summary>All numbers of the lines across.</summary>
    internal IEnumerable<double> AllAcross => Lines.SelectMany(line => line.Points.Concat(line.Threads.SelectMany(thread => thread)))
        .Select(point => point.X);

    /// <summary>All numbers of the lines upwards.</summary>
    internal IEnumerable<double> AllUp => Lines.SelectMany(line => line.Points.Concat(line.Threads.SelectMany(thread => thread))
            .Select(point => point.Y).Concat(line.Band.SelectMany(spread => (double[])[spread.Low, spread.High])))
        .Concat(References.Select(reference => reference.Value));
}

/// <summary>A line of a figure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">
/// Its points from left to right. An infinite one is drawn at the edge, and the line is broken where one is NaN.
/// </param>
public sealed record FigureLine(string Name, IReadOnlyList<FigurePoint> Points)
{
    /// <summary>What it is of, beside its name: <c>n = 10</c>; empty for nothing.</summary>
    public string Remark { get; init; } = "";

    /// <summary>What of the line its points are, as the table of numbers calls it: <c>median</c>, <c>value</c>.</summary>
    public string Statistic { get; init; } = "value";

    /// <summary>The band around it, from left to right; empty for none.</summary>
    public IReadOnlyList<FigureSpread> Band { get; init; } = [];

    /// <summary>How the table of numbers calls the ends of the band: <c>first_quartile</c> and <c>third_quartile</c>.</summary>
    public (string Low, string High) BandEnds { get; init; } = ("low", "high");

    /// <summary>Thin lines behind it, such as the seeds.</summary>
    public IReadOnlyList<FigureThread> Threads { get; init; } = [];

    /// <summary>Dots, such as where training ended.</summary>
    public IReadOnlyList<FigurePoint> Dots { get; init; } = [];

    /// <summary>Whether each of its points was measured by itself and has a dot.</summary>
    public bool HasDots { get; init; }

    /// <summary>Whether the band is a bar at each of its points, as for points of which each was measured by itself.</summary>
    public bool HasBars { get; init; }

    /// <summary>How it looks, by number from 0.</summary>
    public int Style { get; init; }
}

/// <summary>A thin line behind another one.</summary>
/// <param name="Name">Its name, such as <c>seed 3</c>.</param>
/// <param name="Points">Its points from left to right.</param>
public sealed record FigureThread(string Name, IReadOnlyList<FigurePoint> Points) : IEnumerable<FigurePoint>
{
    /// <inheritdoc/>
    public IEnumerator<FigurePoint> GetEnumerator() => Points.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A point of a line.</summary>
/// <param name="X">Where it is across.</param>
/// <param name="Y">What was measured there.</param>
public readonly record struct FigurePoint(double X, double Y);

/// <summary>A stretch of a band.</summary>
/// <param name="X">Where it is across.</param>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct FigureSpread(double X, double Low, double High);

/// <summary>A value that lines are held against.</summary>
/// <param name="Value">The value.</param>
/// <param name="Label">What it is: <c>published: 0.1</c>.</param>
public sealed record FigureReference(double Value, string Label);

/// <summary>A range of an axis.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Label">What it is.</param>
public sealed record FigureRange(double Low, double High, string Label);
