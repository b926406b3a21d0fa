namespace NeuralMemory.Numerics;

/// <summary>
/// Rows of numbers that are added one by one; the place for them is doubled when it is full, and kept. A row begins at a vector's bound and
/// is filled up with zeros to whole vectors, so that loops over it have no rest.
/// </summary>
public sealed unsafe class WordRows : IDisposable
{
    private const int Least = 64;
    private NativeBuffer? _numbers;
    private int _capacity;

    /// <summary>W, the numbers of a row.</summary>
    public int Width { get; private set; }

    /// <summary>The numbers from the beginning of a row to that of the next.</summary>
    public int Stride { get; private set; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many numbers there is room for.</summary>
    public long Capacity => _numbers?.Length ?? 0;

    /// <summary>The rows' numbers, until one is added.</summary>
    public Real* Pointer => _numbers is null ? null : _numbers.Pointer;

    /// <summary>The numbers of a row, until one is added.</summary>
    public Real* this[int row] => _numbers!.Pointer + (long)row * Stride;

    /// <summary>Forgets all rows; those to come have this width.</summary>
    public void Begin(int width)
    {
        int lanes = Lanes.Count;
        (Width, Stride, Count) = (width, (width + lanes - 1) / lanes * lanes, 0);
        _capacity = (int)Math.Min(Capacity / Stride, int.MaxValue);
    }

    /// <summary>Adds a row of zeros.</summary>
    public Real* Add()
    {
        if (Count == _capacity)
            Grow();
        Real* row = this[Count++];
        Elementwise.Clear(row, Stride);
        return row;
    }

    /// <inheritdoc/>
    public void Dispose() => _numbers?.Dispose();

    private void Grow()
    {
        _capacity = Math.Max(Least, 2 * _capacity);
        var larger = new NativeBuffer((long)_capacity * Stride);
        if (_numbers is { } smaller)
        {
            long bytes = (long)Count * Stride * sizeof(Real);
            Buffer.MemoryCopy(smaller.Pointer, larger.Pointer, bytes, bytes);
            smaller.Dispose();
        }

        _numbers = larger;
    }
}
