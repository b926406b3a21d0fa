using System.Runtime.ExceptionServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Runs the shards of a batch on a fixed set of threads; the only place that knows of threads. Which thread takes which shard has
/// no influence on any result, because a shard shares nothing with another. A thread begins with shards of its own, the same ones every
/// time there are as many, whose memory its cache may still hold; then it takes what others have not begun. Allocates nothing once it has
/// met the largest number of shards.
/// </summary>
public sealed class ShardPool : IDisposable
{
    /// <summary>How often a thread that waits looks before it sleeps: for some 20 microseconds, longer than waking takes.</summary>
    private const int Looks = 200;

    private readonly Thread[] _workers;
    private readonly ManualResetEventSlim[] _start;
    private readonly CountdownEvent _done;
    private readonly TakenShards _taken = new();
    private readonly int _looks;
    private Action<int>? _work;
    private Exception? _failure;
    private int _count, _busy;
    private volatile bool _closing;

    /// <summary>A pool of <paramref name="threads"/> threads, the caller's included; 1 runs everything on the caller.</summary>
    /// <param name="threads">How many, at least 1.</param>
    /// <param name="processors">
    /// How many processors there are for them: with as many as threads, or more, a thread that waits looks for work before it sleeps.
    /// </param>
    public ShardPool(int threads, int processors = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        // Where threads share a processor, one that looks would keep another from working.
        _looks = threads <= processors ? Looks : 0;
        _done = new CountdownEvent(1);
        _start = [.. Enumerable.Range(0, threads - 1).Select(_ => new ManualResetEventSlim(false, spinCount: 0))];
        _workers = [.. Enumerable.Range(0, threads - 1).Select(i => new Thread(() => Serve(i))
        {
            IsBackground = true,
            Name = $"shard worker {i + 1}",
        })];
        foreach (Thread worker in _workers)
            worker.Start();
    }

    /// <summary>How many threads work, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>
    /// Calls <paramref name="work"/> once for each of 0 .. <paramref name="count"/> - 1 and returns when all calls have. The first
    /// exception of a call is thrown here, after the others have finished.
    /// </summary>
    public void Run(int count, Action<int> work)
    {
        int helpers = Math.Min(_workers.Length, count - 1);
        if (helpers <= 0)
        {
            for (int i = 0; i < count; i++)
                work(i);
            return;
        }

        (_work, _count, _busy, _failure) = (work, count, helpers + 1, null);
        _taken.Reset(count);
        _done.Reset(helpers);
        for (int i = 0; i < helpers; i++)
            _start[i].Set();
        TakeShards(0);
        for (int look = 0; look < _looks && !_done.IsSet; look++)
            Thread.SpinWait(4);
        _done.Wait();
        _work = null;
        if (_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _closing = true;
        foreach (ManualResetEventSlim start in _start)
            start.Set();
        foreach (Thread worker in _workers)
            worker.Join();
        foreach (ManualResetEventSlim start in _start)
            start.Dispose();
        _done.Dispose();
    }

    private void Serve(int index)
    {
        ManualResetEventSlim start = _start[index];
        while (true)
        {
            for (int look = 0; look < _looks && !start.IsSet; look++)
                Thread.SpinWait(4);
            start.Wait();
            start.Reset();
            if (_closing)
                return;
            TakeShards(index + 1);
            _done.Signal();
        }
    }

    /// <summary>First the thread's own, which follow one another; then those of the threads behind it, in a circle.</summary>
    private void TakeShards(int thread)
    {
        int count = _count, first = (int)((long)count * thread / _busy);
        for (int i = 0; i < count && !_taken.AreAll; i++)
        {
            int shard = first + i < count ? first + i : first + i - count;
            if (!_taken.Take(shard))
                continue;
            try
            {
                _work!(shard);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, exception, null);
            }
        }
    }
}
