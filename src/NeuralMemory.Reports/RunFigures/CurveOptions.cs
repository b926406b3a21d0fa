using NeuralMemory.Analysis;

namespace NeuralMemory.Reports;

/// <summary>What is drawn around the middle of a group of runs.</summary>
public enum CurveBand
{
    /// <summary>The median, and from the first to the third quartile.</summary>
    Quartiles,

    /// <summary>The mean, and a standard deviation to both sides.</summary>
    Deviation,

    /// <summary>The median, and from the least to the greatest.</summary>
    Range,

    /// <summary>The median, and each run as a thin line.</summary>
    None,
}

/// <summary>How learning curves are drawn.</summary>
public sealed record CurveOptions
{
    /// <summary>What is drawn; null for the metric that counts.</summary>
    public string? Metric { get; init; }

    /// <summary>What it was measured on: <c>evaluation</c> or <c>train</c>.</summary>
    public string Split { get; init; } = "evaluation";

    /// <summary>What it is drawn over.</summary>
    public Progress Progress { get; init; }

    /// <summary>What is drawn around the middle of a group.</summary>
    public CurveBand Band { get; init; }

    /// <summary>
    /// Over how many evaluations of a run a running median is taken before anything else, odd or even; 1 for none. What was measured is
    /// then drawn behind it, so that no extreme is hidden.
    /// </summary>
    public int Smooth { get; init; } = 1;

    /// <summary>Whether the axis across is logarithmic.</summary>
    public bool IsLogarithmicAcross { get; init; }

    /// <summary>Whether the axis upwards is logarithmic.</summary>
    public bool IsLogarithmicUp { get; init; }
}
