using System.Numerics;

namespace NeuralMemory.Numerics;

/// <summary>
/// Gives rows to some of very many slots, in the order in which they are asked for: an open hash table, so that what it takes and what
/// forgetting costs depends on the slots that have a row, and not on how many slots there are. Not thread-safe.
/// </summary>
public sealed class SlotMap
{
    private const int Least = 64;
    private const uint Spread = 2654435769;

    // The slot plus one in the upper half, its row in the lower; 0 is a free place. At most half of the places are taken.
    private ulong[] _places = new ulong[Least];
    private int[] _slots = new int[Least / 2];

    /// <summary>How many slots have a row.</summary>
    public int Count { get; private set; }

    /// <summary>How many rows there is room for before the next growth.</summary>
    public int Capacity => _slots.Length;

    /// <summary>How many bytes the table takes.</summary>
    public long Bytes => sizeof(ulong) * (long)_places.Length + sizeof(int) * (long)_slots.Length;

    /// <summary>The slots that have a row, by their rows.</summary>
    public ReadOnlySpan<int> Slots => _slots.AsSpan(0, Count);

    /// <summary>The row of a slot; -1 for none.</summary>
    public int RowOf(int slot)
    {
        ulong entry = _places[PlaceOf(slot)];
        return entry == 0 ? -1 : (int)(uint)entry;
    }

    /// <summary>Gives a slot that has no row the next one.</summary>
    /// <returns>Its row.</returns>
    public int Add(int slot)
    {
        if (Count == _slots.Length)
            Grow();
        _slots[Count] = slot;
        _places[PlaceOf(slot)] = EntryOf(slot, Count);
        return Count++;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        // A table that once was large is not swept for a few rows. Taking an entry out opens the way to others, so all places come first.
        if (Count > _places.Length / 16)
        {
            Array.Clear(_places);
        }
        else
        {
            for (int row = 0; row < Count; row++)
                _slots[row] = PlaceOf(_slots[row]);
            for (int row = 0; row < Count; row++)
                _places[_slots[row]] = 0;
        }

        Count = 0;
    }

    /// <summary>Where a slot stands, or the free place where it would.</summary>
    private int PlaceOf(int slot)
    {
        ulong[] places = _places;
        int mask = places.Length - 1;
        int place = (int)((uint)slot * Spread >> (32 - BitOperations.Log2((uint)places.Length)));
        while (places[place] is var entry && entry != 0 && (uint)(entry >> 32) != (uint)slot + 1)
            place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        Array.Resize(ref _slots, 2 * _slots.Length);
        _places = new ulong[2 * _places.Length];
        for (int row = 0; row < Count; row++)
            _places[PlaceOf(_slots[row])] = EntryOf(_slots[row], row);
    }

    private static ulong EntryOf(int slot, int row) => ((ulong)((uint)slot + 1) << 32) | (uint)row;
}
