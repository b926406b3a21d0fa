namespace NeuralMemory.Web;

/// <summary>
/// Gives memory back to the system when nobody has asked for anything for a moment: windows of long episodes leave large arrays behind,
/// which the runtime would keep for later. Thread-safe.
/// </summary>
internal sealed class Housekeeping : IDisposable
{
    /// <summary>So much is left behind before it is worth a pause of some milliseconds: two windows of 256 steps of 1024 slots.</summary>
    private const long Worth = 16 << 20;

    /// <summary>In a quiet moment, less is.</summary>
    private const long WorthInQuiet = 8 << 20;

    /// <summary>With so much, where the system is too busy for the timer, whoever asks waits for it.</summary>
    private const long Most = 32 << 20;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400), Soon = TimeSpan.FromMilliseconds(15);

    private readonly ITimer _timer;
    private long _last, _lastGivenBack;
    private int _isDue;

    public Housekeeping(TimeProvider time) =>
        _timer = time.CreateTimer(_ => Tidy(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Something was asked for just now.</summary>
    public void Used()
    {
        long left = GC.GetTotalAllocatedBytes() - Interlocked.Read(ref _last);
        bool isTooMuch = left > Worth;
        if (left > Most && Volatile.Read(ref _isDue) == 1)
            Tidy();
        else if (isTooMuch ? Interlocked.Exchange(ref _isDue, 1) == 0 : Volatile.Read(ref _isDue) == 0)
            _timer.Change(isTooMuch ? Soon : Quiet, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Tidy()
    {
        long now = GC.GetTotalAllocatedBytes();
        // While others ask on, what was left behind is used again, which takes a few milliseconds; in a quiet moment it is given back.
        if (Interlocked.Exchange(ref _isDue, 0) == 1)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
            Interlocked.Exchange(ref _last, now);
            _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
        else if (now - Interlocked.Read(ref _lastGivenBack) >= WorthInQuiet)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Interlocked.Exchange(ref _last, now);
            Interlocked.Exchange(ref _lastGivenBack, now);
        }
    }
}
