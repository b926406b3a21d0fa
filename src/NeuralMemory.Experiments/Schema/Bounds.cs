using System.Globalization;
using System.Text.Json.Nodes;

namespace NeuralMemory.Experiments;

/// <summary>The numbers that a key takes.</summary>
/// <param name="Low">The lowest, or what all are above.</param>
/// <param name="High">The highest, or what all are below.</param>
/// <param name="LowIsIncluded">Whether <paramref name="Low"/> itself is allowed.</param>
/// <param name="HighIsIncluded">Whether <paramref name="High"/> itself is allowed.</param>
public readonly record struct Bounds(double Low, double High, bool LowIsIncluded = true, bool HighIsIncluded = true)
{
    /// <summary>Every finite number.</summary>
    public static Bounds None => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>What a network's numbers may begin from, so that sums of their squares are finite numbers of 32 bits.</summary>
    public static Bounds Moderate => new(-1000, 1000);

    /// <summary>A learning rate: above 0 and at most 10.</summary>
    public static Bounds Rate => new(0, 10, LowIsIncluded: false);

    /// <summary>Not negative, and a finite number of 32 bits.</summary>
    public static Bounds Decay => new(0, 1000);

    /// <summary>What keeps a divisor from 0: not 0 in 32 bits, and at most 1.</summary>
    public static Bounds Epsilon => new(1e-30, 1);

    /// <summary>Above 0.</summary>
    public static Bounds Positive => new(0, double.PositiveInfinity, LowIsIncluded: false);

    /// <summary>From 0, included, to 1, excluded.</summary>
    public static Bounds Fraction => new(0, 1, HighIsIncluded: false);

    /// <summary>Whether <paramref name="value"/> is allowed.</summary>
    public bool Contains(double value) =>
        (LowIsIncluded ? value >= Low : value > Low) && (HighIsIncluded ? value <= High : value < High);

    /// <summary>For the end of a type: <c> of at least 1</c>; empty without bounds.</summary>
    public override string ToString()
    {
        string low = Text(Low), high = Text(High);
        return (double.IsFinite(Low), double.IsFinite(High)) switch
        {
            (true, true) when LowIsIncluded && HighIsIncluded => $" from {low} to {high}",
            (true, true) => $" {(LowIsIncluded ? "of at least" : "above")} {low} and {(HighIsIncluded ? "at most" : "below")} {high}",
            (true, false) => LowIsIncluded ? $" of at least {low}" : $" above {low}",
            (false, true) => HighIsIncluded ? $" of at most {high}" : $" below {high}",
            _ => "",
        };
    }

    /// <summary>Adds the bounds to a JSON Schema.</summary>
    internal JsonObject AddTo(JsonObject schema)
    {
        if (double.IsFinite(Low))
            schema[LowIsIncluded ? "minimum" : "exclusiveMinimum"] = Low;
        if (double.IsFinite(High))
            schema[HighIsIncluded ? "maximum" : "exclusiveMaximum"] = High;
        return schema;
    }

    private static string Text(double bound) => bound.ToString(CultureInfo.InvariantCulture);
}
