namespace NeuralMemory.Numerics;

/// <summary>
/// Divides a block of numbers among the threads of a pool. Ranges are whole cache lines and whole pairs of the widest vectors, so that
/// threads share none, and a loop over numbers that do not depend on one another gives the same bits however many ranges there are.
/// </summary>
public sealed class NumberRanges
{
    /// <summary>A range has a multiple of so many numbers, but for the last one.</summary>
    public const int Quantum = 4096;

    private readonly ShardPool _pool;
    private readonly int _length, _quanta;

    /// <param name="length">How many numbers the block has.</param>
    /// <param name="pool">The threads; not disposed of here.</param>
    public NumberRanges(int length, ShardPool pool)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentNullException.ThrowIfNull(pool);
        (_length, _pool) = (length, pool);
        _quanta = (int)(((long)length + Quantum - 1) / Quantum);
        // Two for each thread: whoever is late leaves one to another.
        Count = pool.Threads == 1 ? 1 : Math.Clamp(_quanta, 1, 2 * pool.Threads);
    }

    /// <summary>How many ranges there are, at least 1.</summary>
    public int Count { get; }

    /// <summary>A range of the block.</summary>
    /// <param name="range">From 0 to below <see cref="Count"/>.</param>
    /// <returns>Its first number, and one more than its last.</returns>
    public (int First, int End) this[int range] => (BeginOf(range), Math.Min(BeginOf(range + 1), _length));

    /// <summary>Calls <paramref name="work"/> once for each range, on the threads of the pool, and returns when all calls have.</summary>
    public void Run(Action<int> work) => _pool.Run(Count, work);

    private int BeginOf(int range) => (int)Math.Min((long)_quanta * range / Count * Quantum, _length);
}
