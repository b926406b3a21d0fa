using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>Slots, steps or words beside one another on paper.</summary>
/// <param name="Left">The left side of the first.</param>
/// <param name="Width">The width of all.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Count">How many there are, at least 1.</param>
public readonly record struct PlaceAxis(double Left, double Width, int First, int Count)
{
    private const double Room = 34, Digit = 6.5;

    private static readonly int[] Every =
        [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

    /// <summary>How wide one is.</summary>
    public double Cell => Width / Count;

    /// <summary>The right side of the last.</summary>
    public double Right => Left + Width;

    /// <summary>Whether it is one of them.</summary>
    public bool Has(int place) => place >= First && place < First + Count;

    /// <summary>The left side of one.</summary>
    public double At(int place) => Left + (place - First) * Cell;

    /// <summary>The middle of one.</summary>
    public double Middle(int place) => At(place) + Cell / 2;

    /// <summary>Round numbers with enough room between them.</summary>
    /// <param name="isBinary">Whether they are of a memory, whose sizes are powers of two.</param>
    public IEnumerable<int> Ticks(bool isBinary)
    {
        int last = First + Count - 1;
        double room = Math.Max(Room, Digit * last.ToString(CultureInfo.InvariantCulture).Length + 12), cell = Cell;
        int every = Every.Where(step => !isBinary || int.IsPow2(step)).FirstOrDefault(step => step * cell >= room, Every[^1]);
        for (int place = (First + every - 1) / every * every; place <= last; place += every)
            yield return place;
    }

    /// <summary>As many places around one as have room, all inside.</summary>
    /// <param name="all">How many places there are.</param>
    /// <param name="most">The most that are shown.</param>
    /// <param name="around">The place in their middle.</param>
    public static (int First, int Count) Window(int all, int most, int around)
    {
        int count = Math.Min(all, most);
        return (Math.Clamp(around - count / 2, 0, all - count), count);
    }
}
