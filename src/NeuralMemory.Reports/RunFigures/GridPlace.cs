using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>A value of an axis of a grid: a number, a range that every sequence draws from, or a word.</summary>
/// <param name="Low">The number, or the lowest; NaN for a word.</param>
/// <param name="High">The number, or the highest; NaN for a word.</param>
/// <param name="Text">As words.</param>
internal readonly record struct GridPlace(double Low, double High, string Text)
{
    /// <summary>The middle.</summary>
    public double Mean => (Low + High) / 2;

    /// <summary>Whether a range of training has all of it.</summary>
    public bool IsWithin(GridPlace trained) => Low >= trained.Low && High <= trained.High;

    /// <summary>The value of an axis at which an evaluation was made; null where it does not say.</summary>
    public static GridPlace? Of(Evaluation evaluation, string axis) => axis == "slots"
        ? evaluation.Slots is { } slots ? Of(slots, slots) : null
        : evaluation.Parameters[axis] switch
        {
            JsonArray { Count: 2 } range => Of((double)range[0]!, (double)range[1]!),
            JsonValue value when value.TryGetValue(out double number) => Of(number, number),
            JsonValue value => new(double.NaN, double.NaN, value.ToString()),
            _ => null,
        };

    /// <summary>What training met of an axis, by the config or else the task; null where neither says, or says it by a word.</summary>
    public static GridPlace? Trained(RunGroup group, string axis)
    {
        string? text = axis == "slots" ? group.Config["machine.memory.slots"]
            : group.Config[$"task.parameters.{axis}"] ?? group.TaskConfig[$"parameters.{axis}"];
        double[] ends = [.. (text ?? "").Trim('[', ']').Split(',').Select(end =>
            double.TryParse(end, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return ends.Any(double.IsNaN) || ends.Length > 2 ? null : Of(ends[0], ends[^1]);
    }

    private static GridPlace Of(double low, double high) => new(low, high, low == high
        ? low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{low}-{high}"));
}
