using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>The values that a number can take: those a parameter is drawn from, or bounds on what an expression gives.</summary>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest value, included.</param>
/// <param name="IsInteger">Whether the number is always whole.</param>
public readonly record struct ValueRange(double Low, double High, bool IsInteger)
{
    /// <summary>Nothing is known.</summary>
    public static ValueRange Any => new(double.NegativeInfinity, double.PositiveInfinity, false);

    /// <summary>Whether there is one value only.</summary>
    public bool IsFixed => Low == High;

    /// <summary>The mean of the uniform distribution on the range.</summary>
    public double Mean => (Low + High) / 2;

    /// <summary>
    /// The standard deviation of the uniform distribution on the range: for integers from a to b the variance is ((b-a+1)^2 - 1)/12, for
    /// reals (b-a)^2/12. A single value has 1, so that dividing by it is safe.
    /// </summary>
    public double Deviation => IsFixed ? 1
        : Math.Sqrt(IsInteger ? ((High - Low + 1) * (High - Low + 1) - 1) / 12 : (High - Low) * (High - Low) / 12);

    /// <summary>The range that holds one value.</summary>
    public static ValueRange Of(double value) => new(value, value, double.IsInteger(value));

    /// <summary>The integers from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static ValueRange Integers(double low, double high) => new(low, high, true);

    /// <summary>Whether every value of <paramref name="part"/> is a value of this range.</summary>
    public bool Contains(ValueRange part) =>
        part.Low >= Low && part.High <= High && part.Low <= part.High && (!IsInteger || part.IsInteger);

    /// <summary>The smallest range that holds both.</summary>
    public ValueRange Union(ValueRange other) =>
        new(Math.Min(Low, other.Low), Math.Max(High, other.High), IsInteger && other.IsInteger);

    /// <summary>Bounds on the sum of independent numbers.</summary>
    public static ValueRange operator +(ValueRange a, ValueRange b) => Bounds(a.Low + b.Low, a.High + b.High, a.IsInteger && b.IsInteger);

    /// <summary>Bounds on the difference of independent numbers.</summary>
    public static ValueRange operator -(ValueRange a, ValueRange b) => Bounds(a.Low - b.High, a.High - b.Low, a.IsInteger && b.IsInteger);

    /// <summary>Bounds on the product of independent numbers.</summary>
    public static ValueRange operator *(ValueRange a, ValueRange b)
    {
        double p = Product(a.Low, b.Low), q = Product(a.Low, b.High), r = Product(a.High, b.Low), s = Product(a.High, b.High);
        return Bounds(Min(p, q, r, s), Max(p, q, r, s), a.IsInteger && b.IsInteger);
    }

    /// <summary>Bounds on the quotient of independent numbers; nothing is known where the divisor can be 0.</summary>
    public static ValueRange operator /(ValueRange a, ValueRange b)
    {
        if (b.Low <= 0 && b.High >= 0)
            return Any;
        double p = a.Low / b.Low, q = a.Low / b.High, r = a.High / b.Low, s = a.High / b.High;
        double low = Min(p, q, r, s), high = Max(p, q, r, s);
        return Bounds(low, high, low == high && double.IsInteger(low));
    }

    /// <summary><c>8</c>, or <c>[1, 10]</c>, or <c>[-∞, 3]</c>.</summary>
    public override string ToString() => IsFixed ? Text(Low) : $"[{Text(Low)}, {Text(High)}]";

    /// <summary>
    /// Reads a parameter's value: a number, or a range <c>[low, high]</c>, whole when both are written without a fraction.
    /// </summary>
    /// <returns>The range, or null when a problem was reported.</returns>
    public static ValueRange? Read(YamlNode node, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (node is not YamlSequence list)
        {
            if (node is YamlScalar scalar && scalar.TryReal(out double value))
                return new(value, value, scalar.TryInteger(out _) || double.IsInteger(value));
            diagnostics.Add(node.Mark, $"expected a number or a range [low, high], found {node.Describe()}");
            return null;
        }

        if (list.Items.Count != 2)
        {
            diagnostics.Add(node.Mark, $"expected a range [low, high], found {node.Describe()}");
            return null;
        }

        double? first = list.Items[0].AsReal(diagnostics), second = list.Items[1].AsReal(diagnostics);
        if (first is not { } low || second is not { } high)
            return null;
        bool whole = list.Items.All(item => ((YamlScalar)item).TryInteger(out _));
        if (low <= high && (!whole || (low >= int.MinValue && high <= int.MaxValue)))
            return new(low, high, whole);
        diagnostics.Add(node.Mark, low > high
            ? string.Create(CultureInfo.InvariantCulture, $"the range is empty: {low} is above {high}")
            : "the bounds of a range of integers must fit in 32 bits");
        return null;
    }

    private static string Text(double bound) => double.IsInfinity(bound) ? bound > 0 ? "∞" : "-∞"
        : bound.ToString(CultureInfo.InvariantCulture);

    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    private static double Min(double p, double q, double r, double s) => Math.Min(Math.Min(p, q), Math.Min(r, s));

    private static double Max(double p, double q, double r, double s) => Math.Max(Math.Max(p, q), Math.Max(r, s));

    private static ValueRange Bounds(double low, double high, bool isInteger) =>
        double.IsNaN(low) || double.IsNaN(high) ? Any with { IsInteger = isInteger } : new(low, high, isInteger);
}
