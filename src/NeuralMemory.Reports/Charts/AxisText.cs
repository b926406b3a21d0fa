using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>Numbers as charts show them; the same in every country.</summary>
public static class AxisText
{
    /// <summary>As a mark of an axis: <c>0</c>, <c>500</c>, <c>20k</c>, <c>1.5M</c>, <c>0.05</c>, <c>1e-5</c>.</summary>
    public static string Mark(double number) => Math.Abs(number) switch
    {
        0 => "0",
        >= 1e9 or < 1e-3 => number.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.##}M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0.##}k"),
        _ => number.ToString("G5", CultureInfo.InvariantCulture),
    };

    /// <summary>As one of the marks of an axis that is divided evenly: all are told in the unit of the greatest.</summary>
    /// <param name="number">The mark.</param>
    /// <param name="greatest">The greatest amount among the marks.</param>
    public static string MarkAmong(double number, double greatest) => number == 0 ? "0" : greatest switch
    {
        >= 1e9 => Mark(number),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.##}M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0.##}k"),
        _ => Mark(number),
    };

    /// <summary>
    /// As a value that was measured: three significant digits, whole numbers from 1000 on whole; <c>worse</c> for an infinite one, and
    /// nothing for none.
    /// </summary>
    public static string Value(double value) => value switch
    {
        0 => "0",
        _ when double.IsNaN(value) => "",
        _ when double.IsInfinity(value) => "worse",
        _ when Math.Abs(value) >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 100 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) < 0.0001 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    /// <summary><c>13,000</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>3.1 s</c>, <c>4 min 10 s</c>, <c>2 h 05 min</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {seconds % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0} h {seconds % 3600 / 60:00} min"),
    };

    /// <summary>A place in a picture: two decimals at most.</summary>
    internal static string Place(double place) => (place + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
}
