namespace NeuralMemory.Machines;

/// <summary>An array that a tape lends and takes back, so that it is made once.</summary>
internal sealed class Buffer<T>
{
    private T[] _array = [];

    /// <summary>The first <paramref name="count"/> places, with leftover content.</summary>
    public Span<T> Of(int count)
    {
        if (_array.Length < count)
            _array = new T[Math.Max(count, 2 * _array.Length)];
        return _array.AsSpan(0, count);
    }
}
