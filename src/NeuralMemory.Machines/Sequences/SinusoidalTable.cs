
namespace NeuralMemory.Machines;

/// <summary>
/// Sinusoidal positions (Vaswani et al. 2017, section 3.5): number 2i of place t is sin(t / 10000^(2i/E)), number 2i + 1 its cosine. The
/// table grows as longer sequences come; any number of threads may ask it.
/// </summary>
/// <param name="width">E, the numbers of a place.</param>
internal sealed class SinusoidalTable(int width)
{
    private readonly Lock _gate = new();
    private volatile Real[] _table = [];

    /// <summary>The numbers of the first <paramref name="places"/> places, and perhaps more.</summary>
    public ReadOnlySpan<Real> Of(int places)
    {
        if (_table.Length < places * width)
            Grow(places);
        return _table;
    }

    private void Grow(int places)
    {
        lock (_gate)
        {
            if (_table.Length >= places * width)
                return;
            var table = new Real[Math.Max(places * width, 2 * _table.Length)];
            for (int at = 0; at < table.Length; at++)
            {
                int place = at / width, number = at % width;
                double angle = place / Math.Pow(10000, (double)(number - number % 2) / width);
                table[at] = (Real)(number % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }

            _table = table;
        }
    }
}
