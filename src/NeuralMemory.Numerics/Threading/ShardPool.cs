using System.Runtime.ExceptionServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Runs the shards of a batch on a fixed set of threads; the only place that knows of threads. Which thread takes which shard has
/// no influence on any result, because a shard shares nothing with another. Allocates nothing after construction.
/// </summary>
public sealed class ShardPool : IDisposable
{
    private readonly Thread[] _workers;
    private readonly ManualResetEventSlim[] _start;
    private readonly CountdownEvent _done;
    private Action<int>? _work;
    private Exception? _failure;
    private int _count, _next;
    private volatile bool _closing;

    /// <summary>A pool of <paramref name="threads"/> threads, the caller's included; 1 runs everything on the caller.</summary>
    public ShardPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _done = new CountdownEvent(1);
        _start = [.. Enumerable.Range(0, threads - 1).Select(_ => new ManualResetEventSlim(false, spinCount: 200))];
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

        (_work, _count, _next, _failure) = (work, count, 0, null);
        _done.Reset(helpers);
        for (int i = 0; i < helpers; i++)
            _start[i].Set();
        TakeShards();
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
        while (true)
        {
            _start[index].Wait();
            _start[index].Reset();
            if (_closing)
                return;
            TakeShards();
            _done.Signal();
        }
    }

    private void TakeShards()
    {
        for (int shard = Interlocked.Increment(ref _next) - 1; shard < _count; shard = Interlocked.Increment(ref _next) - 1)
        {
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
