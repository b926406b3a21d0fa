namespace NeuralMemory.Autodiff;

/// <summary>
/// How far the numbers of a head turn at each place: for the pair (2i, 2i + 1) its cosine twice, and its sine, first negative. Grows with
/// the places that are asked for.
/// </summary>
internal sealed unsafe class RotaryTable
{
    private Real[] _numbers = [];
    private int _places;

    /// <summary>D, the numbers of a head.</summary>
    public int Width { get; private set; }

    /// <summary>A table of heads of <paramref name="width"/> numbers.</summary>
    public static RotaryTable Of(List<RotaryTable> tables, int width)
    {
        foreach (RotaryTable table in tables)
            if (table.Width == width)
                return table;
        RotaryTable added = new() { Width = width };
        tables.Add(added);
        return added;
    }

    /// <summary>[2, D] the cosines and the sines of a place. The numbers move when there must be more places.</summary>
    public Real* At(int place)
    {
        if (place >= _places)
            Grow(Math.Max(place + 1, 2 * _places));
        return (Real*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _numbers[2 * Width * place]);
    }

    private void Grow(int places)
    {
        _numbers = GC.AllocateUninitializedArray<Real>(2 * Width * places, pinned: true);
        for (_places = 0; _places < places; _places++)
            for (int i = 0; i < Width; i++)
            {
                double angle = _places / Math.Pow(10_000, (double)(i / 2 * 2) / Width);
                int at = 2 * Width * _places + i;
                _numbers[at] = (Real)Math.Cos(angle);
                _numbers[at + Width] = (Real)(i % 2 == 0 ? -Math.Sin(angle) : Math.Sin(angle));
            }
    }
}
