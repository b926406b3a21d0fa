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

    /// <summary>Above 0.</summary>
    public static Bounds Positive => new(0, double.PositiveInfinity, LowIsIncluded: false);

    /// <summary>0 and above.</summary>
    public static Bounds NotNegative => new(0, double.PositiveInfinity);

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
