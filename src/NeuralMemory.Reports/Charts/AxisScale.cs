namespace NeuralMemory.Reports;

/// <summary>Where the numbers of an axis are on paper, and its marks.</summary>
internal sealed class AxisScale
{
    private const double FewDecades = 2.5, FinestDecades = 6;
    private const int MostTicks = 6;

    private readonly double _low, _high, _from, _to;
    private readonly FigureAxis _axis;

    /// <param name="axis">The axis.</param>
    /// <param name="numbers">What is drawn on it; those that are not finite do not count.</param>
    /// <param name="from">Where it begins on paper.</param>
    /// <param name="to">Where it ends on paper.</param>
    /// <param name="margin">The share of its length that is left free beyond the numbers, at ends that no number asks for.</param>
    public AxisScale(FigureAxis axis, IEnumerable<double> numbers, double from, double to, double margin = 0)
    {
        (_axis, _from, _to) = (axis, from, to);
        double[] finite = [.. numbers.Where(double.IsFinite)];
        Clipped = axis.IsLogarithmic ? finite.Count(number => number <= 0) : 0;
        IEnumerable<double> all = finite;
        if (axis.From is { } least)
            all = all.Append(least);
        if (axis.To is { } most)
            all = all.Append(most);
        (_low, _high) = axis.IsLogarithmic ? Logarithmic(all, margin) : Linear(all, margin);
    }

    /// <summary>How many numbers have no logarithm and are drawn at the lower edge.</summary>
    public int Clipped { get; }

    /// <summary>The number at the lower edge.</summary>
    public double Low => Number(_low);

    /// <summary>The number at the upper edge.</summary>
    public double High => Number(_high);

    /// <summary>The place of a number on paper; one beyond the axis is at its end.</summary>
    public double this[double number] => _from + (Math.Clamp(On(number), _low, _high) - _low) / (_high - _low) * (_to - _from);

    /// <summary>The number at a place on paper.</summary>
    public double NumberAt(double place) => Number(_low + (place - _from) / (_to - _from) * (_high - _low));

    /// <summary>Whether a number is on the axis.</summary>
    public bool Has(double number) => On(number) >= _low - 1e-9 * (_high - _low) && On(number) <= _high + 1e-9 * (_high - _low);

    /// <summary>
    /// The numbers that are marked: round ones, at most seven; with logarithms powers of ten, and 2 and 5 times these where there are few.
    /// </summary>
    public IReadOnlyList<double> Ticks => _axis.Marks.Count > 0 ? _axis.Marks : _axis.IsLogarithmic ? Decades() : Round();

    /// <summary>What a mark is called.</summary>
    public string TextOf(double tick) => _axis.IsLogarithmic || _axis.Marks.Count > 0
        ? AxisText.Mark(tick)
        : AxisText.MarkAmong(tick, Ticks.Max(Math.Abs));

    /// <summary>Numbers between the marks that have a line and no text: with logarithms the other multiples of powers of ten.</summary>
    public IReadOnlyList<double> MinorTicks
    {
        get
        {
            if (!_axis.IsLogarithmic || _axis.Marks.Count > 0 || _high - _low > FinestDecades)
                return [];
            double[] marked = [.. Ticks];
            return [.. Powers(1).SelectMany(power => Enumerable.Range(1, 9).Select(digit => Times(digit, power)))
                .Where(number => Has(number) && !marked.Contains(number))];
        }
    }

    private double On(double number) => !_axis.IsLogarithmic ? number
        : number <= 0 ? double.NegativeInfinity
        : Math.Log10(number);

    private double Number(double on) => _axis.IsLogarithmic ? Math.Pow(10, on) : on;

    private static (double Low, double High) Linear(IEnumerable<double> numbers, double margin)
    {
        double[] all = [.. numbers.DefaultIfEmpty(0)];
        double low = all.Min(), high = all.Max();
        if (low == high)
            return low == 0 ? (0, 1) : (Math.Min(0, 2 * low), Math.Max(0, 2 * low));
        double room = margin * (high - low);
        // Zero is shown where it is near, and then it is the edge: a distance from it is what most metrics are.
        double bottom = margin > 0 && low >= 0 && low < 0.5 * high ? 0 : low - room;
        return (bottom, high + room);
    }

    private (double Low, double High) Logarithmic(IEnumerable<double> numbers, double margin)
    {
        double[] all = [.. numbers.Where(number => number > 0).Select(Math.Log10).DefaultIfEmpty(0)];
        double low = all.Min(), high = all.Max();
        // What has no logarithm must lie below all that has one, and on a round number.
        if (Clipped > 0)
            low = Math.Ceiling(low - 1e-9) - 1;
        double room = margin * (high - low);
        return high - low < 1e-9 ? (low - 0.3, high + 0.3) : (Clipped > 0 ? low : low - room, high + room);
    }

    private List<double> Round()
    {
        double rough = (_high - _low) / MostTicks, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch
        {
            <= 1 => 1,
            <= 2 => 2,
            <= 5 => 5,
            _ => 10,
        };
        List<double> ticks = [];
        for (double i = Math.Ceiling(_low / step - 1e-9); i * step <= _high + 1e-9 * step; i++)
            ticks.Add(i == 0 ? 0 : Math.Round(i * step, 12));
        return ticks;
    }

    private double[] Decades()
    {
        double[] steps = _high - _low <= FewDecades ? [1, 2, 5] : [1];
        int every = (int)Math.Max(1, Math.Ceiling((_high - _low) / (MostTicks + 1)));
        double[] ticks = [.. Powers(every).SelectMany(power => steps.Select(step => Times(step, power))).Where(Has)];
        // A range within 1 and 2, or 2 and 5, has a mark at most.
        return ticks.Length >= 2 ? ticks : [Rounded(Low), Rounded(High)];
    }

    private IEnumerable<int> Powers(int every)
    {
        int first = (int)Math.Floor(_low + 1e-9), last = (int)Math.Floor(_high + 1e-9);
        return Enumerable.Range(first, last - first + 1).Where(power => power % every == 0);
    }

    private static double Times(double digit, int power) => power < 0 ? digit / Math.Pow(10, -power) : digit * Math.Pow(10, power);

    private static double Rounded(double number) => double.Parse(
        number.ToString("G3", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
