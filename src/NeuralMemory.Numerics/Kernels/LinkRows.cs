namespace NeuralMemory.Numerics;

/// <summary>Rows of sparse links: the slots of their entries, whole numbers, and the values. See <see cref="SparseLinks"/>.</summary>
public readonly unsafe struct LinkRows(Real* slots, Real* values)
{
    /// <summary>The slots of the entries.</summary>
    public Real* Slots { get; } = slots;

    /// <summary>The values of the entries.</summary>
    public Real* Values { get; } = values;

    /// <summary>The rows from entry <paramref name="entry"/> on.</summary>
    public LinkRows From(int entry) => new(Slots + entry, Values + entry);
}
