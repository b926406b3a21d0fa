namespace NeuralMemory.Autodiff;

/// <summary>What stands in a store of links between two changes.</summary>
internal sealed class NativeSlotLinks : SlotLinks
{
    private LinkStore _store = null!;
    private int _version;

    /// <summary>The store, which stands as this says.</summary>
    /// <exception cref="ArgumentException">It was changed.</exception>
    public LinkStore Store => _version == _store.Version
        ? _store
        : throw new ArgumentException("these links were changed since: the last ones that a primitive gave back have to be used");

    public NativeSlotLinks Become(LinkStore store, int sequences, int heads, int slots, int entries)
    {
        (_store, _version) = (store, store.Version);
        (Sequences, Heads, Slots, Entries) = (sequences, heads, slots, entries);
        return this;
    }
}
