namespace NeuralMemory.Numerics;

/// <summary>
/// What an index knows, besides the rows and where they lie, as rows of numbers: so that it can go on elsewhere to the same bits.
/// </summary>
public sealed unsafe partial class SlotIndex
{
    /// <summary>In how many rows that stands.</summary>
    internal int StateCount => !IsBuilt ? 2
        : 2 + _centers.Count + _centers.Groups + StateRows.RowsOf(_codes.Learned.Length, _words.Width) + 1;

    /// <summary>The cell of a row; -1 for none.</summary>
    internal int CellOf(int row) => IsBuilt ? _cells.CellOf(row) : -1;

    /// <summary>Writes it down, or takes it over: then rows are put in their cells by <see cref="Restore"/>.</summary>
    internal void Exchange(ref StateRows rows)
    {
        int groups = IsBuilt ? _centers.Groups : 0, width = _words.Width;
        rows.Heading(ref _builtRows, ref _changes, ref groups);
        int perGroup = groups > 0 && !rows.IsReading ? _centers.Count / groups : 0, none = 0, more = 0;
        rows.Heading(ref perGroup, ref none, ref more);
        if (!IsBuilt)
            return;
        if (rows.IsReading)
        {
            _centers.Begin(groups, perGroup, width);
            _codes.Begin(width);
            _cells.Begin(groups * perGroup, _codes.Bytes);
            _order.Begin(width);
            if (_variances.Length != width)
                _variances = new Real[width];
        }

        for (int i = 0; i < _centers.Count; i++)
            rows.Word(_centers[i]);
        for (int i = 0; i < groups; i++)
            rows.Word(_centers.Group(i));
        rows.Numbers(_codes.Learned);
        rows.Front(ref _leastProduct, ref _centerLength);
        rows.Numbers(_variances);
    }

    /// <summary>Puts a row in the cell that it was in.</summary>
    internal void Restore(int row, int cell)
    {
        byte* code = stackalloc byte[_codes.Bytes];
        Encode(_words[row], cell, code);
        _cells.Add(row, cell, code);
    }
}
