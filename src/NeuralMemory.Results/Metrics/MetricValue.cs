namespace NeuralMemory.Results;

/// <summary>One measured number.</summary>
/// <param name="Name">What was measured, in snake_case, unit included: <c>bits_per_sequence</c>.</param>
/// <param name="Value">The number; NaN and infinities are kept.</param>
public readonly record struct MetricValue(string Name, double Value)
{
    /// <summary>The value called <paramref name="name"/>, or null.</summary>
    internal static double? Find(IReadOnlyList<MetricValue> values, string name)
    {
        foreach (MetricValue value in values)
            if (value.Name == name)
                return value.Value;
        return null;
    }
}
