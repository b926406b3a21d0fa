namespace NeuralMemory.Numerics;

/// <summary>
/// Hands out short-lived memory by moving a pointer, and takes all of it back at once. Grows while it is learning how much
/// one pass needs; afterwards a pass costs no allocation. Not thread-safe.
/// </summary>
public sealed unsafe class Arena : IDisposable
{
    private const int FirstBlock = 1 << 16;
    private const int Line = NativeBuffer.Alignment / sizeof(Real);
    private readonly List<NativeBuffer> _blocks = [];
    private int _block;
    private long _used, _usedBefore, _most;

    /// <summary>How many numbers all blocks hold together.</summary>
    public long Capacity { get; private set; }

    /// <summary>How many numbers have been handed out since the last <see cref="Reset"/>, whole cache lines each.</summary>
    public long Used => _usedBefore + _used;

    /// <summary>
    /// How many numbers were handed out at once at most, over all resets: what the arena has touched, in whole pages where they are large,
    /// and so all the memory that it takes on a system which backs only what is touched.
    /// </summary>
    public long MostUsed
    {
        get
        {
            nuint bytes = (nuint)Math.Max(_most, Used) * sizeof(Real);
            return (long)(HugePages.IsWorthwhile(bytes) ? HugePages.Round(bytes) : bytes) / sizeof(Real);
        }
    }

    /// <summary>Memory for <paramref name="count"/> numbers, aligned to a cache line, with undefined content.</summary>
    public Real* Allocate(int count)
    {
        long size = ((long)count + Line - 1) / Line * Line;
        if (_blocks.Count == 0 || _used + size > _blocks[_block].Length)
            NextBlock(size);
        Real* result = _blocks[_block].Pointer + _used;
        _used += size;
        return result;
    }

    /// <summary>Takes everything back. What was handed out must not be used any more.</summary>
    public void Reset()
    {
        _most = Math.Max(_most, Used);
        TakeBack();
    }

    /// <summary>The same for what is taken back very often: <see cref="MostUsed"/> does not learn what was in use.</summary>
    public void TakeBack()
    {
        if (_blocks.Count > 1)
        {
            // One block as large as all of them: the next pass is contiguous.
            long total = Capacity;
            Release();
            Add(total);
        }

        (_block, _used, _usedBefore) = (0, 0, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => Release();

    private void NextBlock(long size)
    {
        Add(Math.Max(size, Math.Max(FirstBlock, Capacity)));
        (_block, _used, _usedBefore) = (_blocks.Count - 1, 0, Used);
    }

    private void Add(long length)
    {
        _blocks.Add(new NativeBuffer(length));
        Capacity += length;
    }

    private void Release()
    {
        foreach (NativeBuffer block in _blocks)
            block.Dispose();
        _blocks.Clear();
        Capacity = 0;
    }
}
