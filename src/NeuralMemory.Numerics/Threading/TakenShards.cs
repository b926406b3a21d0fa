namespace NeuralMemory.Numerics;

/// <summary>
/// Which shards of a run are begun: each has a flag in a cache line of its own, and so has the number of those left, so that threads do not
/// wait for one another's.
/// </summary>
internal sealed class TakenShards
{
    private const int Line = NativeBuffer.Alignment / sizeof(int);

    // The first line is what stands before the array in memory, the second counts; then come the flags.
    private int[] _lines = [];

    private ref int Left => ref _lines[Line];

    /// <summary>Whether all are begun.</summary>
    public bool AreAll => Volatile.Read(ref Left) == 0;

    /// <summary>None of <paramref name="count"/> is begun. Only while nobody takes any.</summary>
    public void Reset(int count)
    {
        if (_lines.Length < (count + 3) * Line)
            _lines = new int[(count + 3) * Line];
        for (int shard = 0; shard < count; shard++)
            FlagOf(shard) = 0;
        Left = count;
    }

    /// <summary>Begins a shard.</summary>
    /// <returns>Whether it was not begun yet.</returns>
    public bool Take(int shard)
    {
        ref int flag = ref FlagOf(shard);
        // To look first spares the line of a shard that another thread has from moving.
        if (Volatile.Read(ref flag) != 0 || Interlocked.Exchange(ref flag, 1) != 0)
            return false;
        Interlocked.Decrement(ref Left);
        return true;
    }

    private ref int FlagOf(int shard) => ref _lines[(shard + 2) * Line];
}
