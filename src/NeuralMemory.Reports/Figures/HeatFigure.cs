namespace NeuralMemory.Reports;

/// <summary>A value for each pair of two axes' values: a grid that was measured after training.</summary>
/// <param name="Title">A headline.</param>
/// <param name="Subtitle">What is drawn, with the statistic.</param>
/// <param name="Down">The axis from top to bottom.</param>
/// <param name="Across">The axis from left to right.</param>
/// <param name="Metric">What was measured, with its unit.</param>
/// <param name="Values">
/// The values, row by row; NaN where nothing was measured, and an infinite number where it is worse than any.
/// </param>
public sealed record HeatFigure(
    string Title, string Subtitle, HeatAxis Down, HeatAxis Across, string Metric, IReadOnlyList<double> Values) : Figure(Title, Subtitle)
{
    /// <summary>The value of the darkest color; null for the greatest one that there is.</summary>
    public double? Most { get; init; }

    /// <summary>How the table of numbers calls the values: <c>median</c>.</summary>
    public string Statistic { get; init; } = "median";

    /// <summary>The value at a place.</summary>
    internal double At(int row, int column) => Values[row * Across.Labels.Count + column];
}

/// <summary>An axis of a heat map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its values, as words.</param>
/// <param name="Trained">The numbers of those values that training met, in order.</param>
public sealed record HeatAxis(string Name, IReadOnlyList<string> Labels, IReadOnlyList<int> Trained);
