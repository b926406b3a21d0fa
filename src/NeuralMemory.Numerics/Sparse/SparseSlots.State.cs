namespace NeuralMemory.Numerics;

/// <summary>A memory as rows of numbers, as many as slots were touched: so that it can go on elsewhere to the same bits.</summary>
public sealed unsafe partial class SparseSlots
{
    /// <summary>Stands for the last use of a slot that never was used.</summary>
    private const int Never = 1;

    private (int SinceUse, int Slot, int Row)[] _order = [];

    /// <summary>How many rows it has.</summary>
    public int StateCount => 1 + _index.StateCount + _map.Count;

    /// <summary>How many numbers a row has where a slot has W.</summary>
    public static int StateWidth(int width) => StateRows.InFront + width;

    /// <summary>Writes it down.</summary>
    /// <param name="numbers">[<see cref="StateCount"/>, <see cref="StateWidth"/>]</param>
    public void Save(Real* numbers)
    {
        Elementwise.Clear(numbers, StateCount * StateWidth(Width));
        var rows = new StateRows(numbers, Width, isReading: false);
        int count = _map.Count, time = _usage.Time, none = 0;
        rows.Heading(ref count, ref time, ref none);
        _index.Exchange(ref rows);
        ReadOnlySpan<int> slotOf = _map.Slots;
        for (int row = 0; row < count; row++)
        {
            int slot = slotOf[row], sinceUse = _usage.IsUsed(row) ? _usage.SinceUse(row) : Never, cell = _index.CellOf(row);
            rows.Front(ref slot, ref sinceUse, ref cell);
            rows.Word(_words[row]);
        }
    }

    /// <summary>Takes over what was written down of a memory of as wide slots.</summary>
    /// <param name="numbers">As <see cref="Save"/> leaves them.</param>
    /// <param name="slots">N.</param>
    /// <param name="width">W.</param>
    /// <param name="exhaustive">Up to so many rows look-ups compare all of them.</param>
    public void Load(Real* numbers, int slots, int width, int exhaustive)
    {
        Begin(slots, width, exhaustive);
        var rows = new StateRows(numbers, width, isReading: true);
        int count = 0, time = 0, none = 0;
        rows.Heading(ref count, ref time, ref none);
        _usage.BeginAt(time);
        _index.Exchange(ref rows);
        if (_order.Length < count)
            _order = new (int SinceUse, int Slot, int Row)[Math.Max(count, 2 * _order.Length)];
        int used = 0;
        for (int row = 0; row < count; row++)
        {
            int slot = 0, sinceUse = 0, cell = 0;
            rows.Front(ref slot, ref sinceUse, ref cell);
            TakeRow(slot);
            rows.Word(_words[row]);
            Measure(row);
            if (cell >= 0)
                _index.Restore(row, cell);
            if (sinceUse != Never)
                _order[used++] = (sinceUse, slot, row);
        }

        _order.AsSpan(0, used).Sort();
        for (int i = 0; i < used; i++)
            _usage.Restore(_order[i].Row, _order[i].SinceUse);
    }
}
