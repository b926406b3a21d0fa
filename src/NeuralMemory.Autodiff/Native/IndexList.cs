namespace NeuralMemory.Autodiff;

/// <summary>Whole numbers that a node keeps for its backward pass; the place for them is made once.</summary>
internal sealed class IndexList
{
    private int[] _items = [];
    private int _count;

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>Keeps a copy of other numbers.</summary>
    public void Set(ReadOnlySpan<int> items) => items.CopyTo(Of(items.Length));

    /// <summary>The place for so many numbers, with leftover content.</summary>
    public Span<int> Of(int count)
    {
        if (_items.Length < count)
            _items = new int[Math.Max(count, 2 * _items.Length)];
        _count = count;
        return _items.AsSpan(0, count);
    }
}
