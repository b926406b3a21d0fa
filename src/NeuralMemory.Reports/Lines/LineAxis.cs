using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>An axis across a panel, on which numbers are drawn as they are or by their logarithms.</summary>
internal sealed class LineAxis
{
    private readonly Scale _scale;
    private readonly bool _isLogarithmic;

    /// <param name="numbers">What is to be drawn, at least one number.</param>
    /// <param name="isLogarithmic">Whether logarithms are drawn.</param>
    /// <param name="from">Where it begins on paper.</param>
    /// <param name="to">Where it ends on paper.</param>
    public LineAxis(IEnumerable<double> numbers, bool isLogarithmic, double from, double to)
    {
        _isLogarithmic = isLogarithmic;
        double[] all = [.. numbers.Select(On)];
        double low = all.Min(), high = all.Max();
        // A single place stands in the middle.
        double room = high > low ? 0 : isLogarithmic ? 0.3 : Math.Max(1, 0.5 * Math.Abs(low));
        _scale = new(low - room, high + room, from, to);
    }

    /// <summary>The place of a number on paper.</summary>
    public double this[double number] => _scale[On(number)];

    /// <summary>Round numbers on it: with logarithms 1, 2 and 5 times powers of ten, or these alone where there are many.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            if (!_isLogarithmic)
                return _scale.Ticks;
            double[] steps = _scale.High - _scale.Low <= 2.5 ? [1, 2, 5] : [1];
            int first = (int)Math.Floor(_scale.Low), last = (int)Math.Floor(_scale.High);
            return Enumerable.Range(first, last - first + 1)
                .SelectMany(power => steps.Select(step => step * Math.Pow(10, power)))
                .Where(tick => On(tick) >= _scale.Low - 1e-9 && On(tick) <= _scale.High + 1e-9);
        }
    }

    /// <summary><c>0</c>, <c>500</c>, <c>20k</c>, <c>1.5M</c>.</summary>
    public static string TextOf(double number) => Math.Abs(number) switch
    {
        0 => "0",
        >= 1e9 => number.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.##}M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0.##}k"),
        _ => number.ToString("G5", CultureInfo.InvariantCulture),
    };

    private double On(double number) => _isLogarithmic ? Math.Log10(number) : number;
}
