namespace NeuralMemory.Numerics;

/// <summary>The gradient of a memory of very many slots, of which only those have one that a backward pass has come to.</summary>
public sealed unsafe class SlotGradients : IDisposable
{
    private readonly SlotMap _map = new();
    private readonly WordRows _rows = new();

    /// <summary>The slots that have a gradient.</summary>
    public ReadOnlySpan<int> Slots => _map.Slots;

    /// <summary>How many numbers would fill the memory that is held.</summary>
    public long Capacity => _rows.Capacity + (_map.Bytes + sizeof(Real) - 1) / sizeof(Real);

    /// <summary>Forgets all of it.</summary>
    public void Begin(int width)
    {
        _map.Clear();
        _rows.Begin(width);
    }

    /// <summary>[W] the gradient of a slot, zeros that are made if there is none, until another one is made.</summary>
    public Real* Of(int slot)
    {
        int row = _map.RowOf(slot);
        if (row >= 0)
            return _rows[row];
        _map.Add(slot);
        return _rows.Add();
    }

    /// <summary>The same; null if there is none.</summary>
    public Real* Find(int slot) => _map.RowOf(slot) is >= 0 and var row ? _rows[row] : null;

    /// <summary>The gradient of the slot at a place of <see cref="Slots"/>.</summary>
    public Real* At(int place) => _rows[place];

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();
}
