using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>What the values of an axis are drawn from.</summary>
public abstract record Distribution
{
    /// <summary>Where it was written.</summary>
    public SourceMark Mark { get; init; }

    /// <summary>Draws a value.</summary>
    /// <param name="stream">The randomness of this one value.</param>
    public abstract YamlNode Draw(RandomStream stream);

    /// <summary>The distribution as YAML.</summary>
    public abstract YamlNode Write();
}

/// <summary>Any of some values, each as likely as the others.</summary>
/// <param name="Values">The values, at least one.</param>
public sealed record Choice(IReadOnlyList<YamlNode> Values) : Distribution
{
    /// <inheritdoc/>
    public override YamlNode Draw(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Values[stream.NextInt(0, Values.Count - 1)];
    }

    /// <inheritdoc/>
    public override YamlNode Write() => new YamlSequence(default, Values);
}

/// <summary>A number between two bounds; an integer where both bounds are written as integers.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound, above the lower one.</param>
/// <param name="IsLogarithmic">Whether its logarithm is uniform, so that each power of ten is as likely as the next; else itself.</param>
/// <param name="IsInteger">Whether only integers are drawn, both bounds among them.</param>
public sealed record Interval(double Low, double High, bool IsLogarithmic, bool IsInteger) : Distribution
{
    /// <summary>How a logarithmic one is written.</summary>
    public const string Logarithmic = "log-uniform";

    /// <summary>How another one is written.</summary>
    public const string Uniform = "uniform";

    // Enough to search with, and few enough to be read and typed again.
    private const int Digits = 4;

    /// <inheritdoc/>
    public override YamlNode Draw(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double share = stream.NextDouble();
        // Half a step beyond both ends, so that they are as likely as what lies between.
        double low = IsInteger ? Low - 0.5 : Low, high = IsInteger ? High + 0.5 : High;
        double drawn = IsLogarithmic ? low * Math.Pow(high / low, share) : low + share * (high - low);
        double value = Math.Clamp(IsInteger ? Math.Round(drawn) : Shortened(drawn), Low, High);
        return new YamlScalar(Mark, Text(value));
    }

    /// <inheritdoc/>
    public override YamlNode Write() => new YamlScalar(default,
        $"{(IsLogarithmic ? Logarithmic : Uniform)}({Text(Low)}, {Text(High)})");

    private static double Shortened(double value)
    {
        if (value == 0)
            return 0;
        double scale = Math.Pow(10, Digits - 1 - Math.Floor(Math.Log10(Math.Abs(value))));
        double rounded = Math.Round(value * scale) / scale;
        return double.IsFinite(rounded) ? rounded : value;
    }

    /// <summary>Whole bounds would make integers: those of real numbers keep their point.</summary>
    private string Text(double value)
    {
        string text = YamlText.Number(value);
        return IsInteger || text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }
}
