using System.Globalization;

namespace NeuralMemory.Reproductions;

/// <summary>Numbers as pictures, tables and pages show them.</summary>
internal static class NumberText
{
    /// <summary>
    /// Three significant digits, whole numbers from 1000 on whole: <c>0.0123</c>, <c>13,000</c>; the same in every country.
    /// </summary>
    public static string Of(double value) => value switch
    {
        0 => "0",
        _ when !double.IsFinite(value) => "",
        _ when Math.Abs(value) >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 100 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) < 0.0001 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    /// <summary><c>13,000</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
