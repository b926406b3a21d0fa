using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>One scale for each quantity, the same for all heads and in all traces that are compared.</summary>
internal sealed class InspectionScales(IReadOnlyList<EpisodeTrace> traces)
{
    private readonly Dictionary<string, ValueScale> _scales = [];

    /// <summary>The scale of a quantity.</summary>
    public ValueScale Of(TracedQuantity quantity)
    {
        if (quantity.IsDistribution)
            return ValueScale.Weights;
        if (quantity is { Low: 0, High: 1 })
            return ValueScale.Unit;
        if (!_scales.TryGetValue(quantity.Name, out ValueScale scale))
        {
            double most = MostOf(quantity.Name);
            _scales.Add(quantity.Name, scale = quantity.Low is { } low
                ? new(low, Math.Max(RoundUp(most), low + 1), ScaleCurve.Linear)
                : ValueScale.Signed(RoundUp(most)));
        }

        return scale;
    }

    /// <summary>The scale of a memory, before and after.</summary>
    public ValueScale OfMemory(string name) => ValueScale.Signed(RoundUp(MostOf(name)));

    private double MostOf(string name) => traces.SelectMany(trace => trace.Quantities.Concat(trace.Initial))
        .Where(quantity => quantity.Name == name).Select(quantity => (double)MostOf(quantity.Values.Span)).DefaultIfEmpty().Max();

    private static float MostOf(ReadOnlySpan<float> values)
    {
        float most = 0;
        foreach (float value in values)
            most = Math.Max(most, Math.Abs(value));
        return most;
    }

    /// <summary>Two digits, upwards: scales that can be said.</summary>
    internal static double RoundUp(double most)
    {
        if (!(most > 0) || !double.IsFinite(most))
            return 1;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(most)) - 1);
        return Math.Ceiling(most / unit - 1e-9) * unit;
    }
}
