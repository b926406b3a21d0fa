namespace NeuralMemory.Reports;

/// <summary>An axis of a figure.</summary>
/// <param name="Title">What it counts, with its unit: <c>training sequences</c>, <c>wrong bits (%)</c>.</param>
public sealed record FigureAxis(string Title)
{
    /// <summary>
    /// Whether equal ratios are equally long. Numbers that have no logarithm are then drawn at the lower edge, a decade or less below the
    /// least one that has, and the figure says so.
    /// </summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>A number that the axis reaches down to at least; null for none.</summary>
    public double? From { get; init; }

    /// <summary>A number that the axis reaches up to at least; null for none.</summary>
    public double? To { get; init; }

    /// <summary>Numbers to mark, in place of round ones, as where something was measured at a few places; empty for round ones.</summary>
    public IReadOnlyList<double> Marks { get; init; } = [];
}
