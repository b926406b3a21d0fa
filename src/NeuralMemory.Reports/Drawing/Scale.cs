namespace NeuralMemory.Reports;

/// <summary>Maps a range of numbers to a length on paper, with round numbers to mark on it.</summary>
/// <param name="Low">The number at the beginning.</param>
/// <param name="High">The number at the end, above <paramref name="Low"/>.</param>
/// <param name="From">Where it begins on paper.</param>
/// <param name="To">Where it ends on paper.</param>
public readonly record struct Scale(double Low, double High, double From, double To)
{
    private const int MostTicks = 6;

    /// <summary>The place of a number; one beyond the scale is at its end.</summary>
    public double this[double value] => From + (Math.Clamp(value, Low, High) - Low) / (High - Low) * (To - From);

    /// <summary>Round numbers on the scale, at most seven: multiples of 1, 2 or 5 times a power of ten.</summary>
    public IReadOnlyList<double> Ticks
    {
        get
        {
            double rough = (High - Low) / MostTicks, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
            double step = power * (rough / power) switch
            {
                <= 1 => 1,
                <= 2 => 2,
                <= 5 => 5,
                _ => 10,
            };
            List<double> ticks = [];
            for (double i = Math.Ceiling(Low / step - 1e-9); i * step <= High + 1e-9 * step; i++)
                ticks.Add(Math.Round(i * step, 10));
            return ticks;
        }
    }
}
