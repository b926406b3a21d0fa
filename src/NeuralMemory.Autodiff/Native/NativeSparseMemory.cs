namespace NeuralMemory.Autodiff;

/// <summary>What stands in a store between two changes.</summary>
internal sealed class NativeSparseMemory : SparseMemory
{
    private SparseStore _store = null!;
    private int _version;

    /// <summary>The store, which stands as this says.</summary>
    /// <exception cref="ArgumentException">It was changed.</exception>
    public SparseStore Store => _version == _store.Version
        ? _store
        : throw new ArgumentException("this memory was changed since: the last one that a primitive gave back has to be used");

    public NativeSparseMemory Become(SparseStore store, int sequences, int slots, int width, int exhaustive)
    {
        (_store, _version) = (store, store.Version);
        (Sequences, Slots, Width, Exhaustive) = (sequences, slots, width, exhaustive);
        return this;
    }
}
