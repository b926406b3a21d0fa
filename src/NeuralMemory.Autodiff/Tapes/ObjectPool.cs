namespace NeuralMemory.Autodiff;

/// <summary>Objects that are lent out and taken back all at once; a warm pool allocates nothing.</summary>
internal abstract class ObjectPool
{
    /// <summary>Takes all objects back.</summary>
    public abstract void Reset();
}

/// <inheritdoc/>
internal sealed class ObjectPool<T> : ObjectPool
    where T : class, new()
{
    private readonly List<T> _items = [];
    private int _used;

    /// <summary>An object with leftover content.</summary>
    public T Rent()
    {
        if (_used == _items.Count)
            _items.Add(new T());
        return _items[_used++];
    }

    /// <inheritdoc/>
    public override void Reset() => _used = 0;
}

/// <summary>One pool per type, found without hashing.</summary>
internal sealed class PoolSet
{
    private ObjectPool?[] _pools = new ObjectPool?[32];

    /// <summary>An object of type <typeparamref name="T"/> with leftover content.</summary>
    public T Rent<T>() where T : class, new()
    {
        int slot = Slot<T>.Index;
        if (slot >= _pools.Length)
            Array.Resize(ref _pools, slot * 2);
        return ((ObjectPool<T>)(_pools[slot] ??= new ObjectPool<T>())).Rent();
    }

    /// <summary>Takes all objects back.</summary>
    public void Reset()
    {
        foreach (ObjectPool? pool in _pools)
            pool?.Reset();
    }

    private static int s_slots;

    private static class Slot<T>
    {
        public static readonly int Index = Interlocked.Increment(ref s_slots) - 1;
    }
}
