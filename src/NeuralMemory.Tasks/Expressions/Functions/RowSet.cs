namespace NeuralMemory.Tasks;

/// <summary>Different rows of a sequence, by their numbers.</summary>
internal sealed class RowSet : IEqualityComparer<int>
{
    private readonly HashSet<int> _rows;
    private RowView _view;
    private int _width;

    /// <summary>An empty set.</summary>
    public RowSet() => _rows = new(this);

    /// <summary>Begins anew, with rows of this view.</summary>
    public void Begin(RowView view, int width)
    {
        _rows.Clear();
        (_view, _width) = (view, width);
    }

    /// <summary>Adds a row, and says whether it differs from all that were added before.</summary>
    public bool Add(int row) => _rows.Add(row);

    /// <summary>The number of the first row added that equals this one; where there is none, it is added, and is its own first.</summary>
    public int FirstOf(int row)
    {
        if (_rows.TryGetValue(row, out int first))
            return first;
        _rows.Add(row);
        return row;
    }

    /// <inheritdoc/>
    public bool Equals(int x, int y) => _view.Row(x, _width).SequenceEqual(_view.Row(y, _width));

    /// <inheritdoc/>
    public int GetHashCode(int obj)
    {
        var hash = new HashCode();
        foreach (Real value in _view.Row(obj, _width))
            // -0 and 0 are equal: the sum makes them one.
            hash.Add(value + 0);
        return hash.ToHashCode();
    }
}
