using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis;

/// <summary>A bound that a metric has to pass.</summary>
/// <param name="Value">The bound.</param>
/// <param name="IsAbove">Whether the metric has to be above it; else below.</param>
/// <param name="IncludesBound">Whether the bound itself will do.</param>
public readonly record struct Threshold(double Value, bool IsAbove, bool IncludesBound)
{
    /// <summary>Whether a value passes.</summary>
    public bool IsMet(double value) => IsAbove
        ? value > Value || (IncludesBound && value == Value)
        : value < Value || (IncludesBound && value == Value);

    /// <summary>The bound in words: <c>below 0.01</c>, <c>at least 99</c>.</summary>
    public override string ToString() => (IsAbove, IncludesBound) switch
    {
        (true, true) => "at least ",
        (true, false) => "above ",
        (false, true) => "at most ",
        _ => "below ",
    } + YamlText.Number(Value);
}
