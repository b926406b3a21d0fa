namespace NeuralMemory.Commands;

/// <summary>How much of several jobs is done that train side by side, and when all may be. Several threads may tell it news.</summary>
/// <param name="total">How many jobs there are, at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class JobShares(int total, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(999);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, double> _shares = [];
    private readonly long _began = time.GetTimestamp();
    private double _before;

    /// <summary>Jobs that have ended, and the shares of those that train: 0 to <c>total</c>.</summary>
    public double Done
    {
        get
        {
            lock (_turn)
                return _shares.Values.Sum();
        }
    }

    /// <summary>The time that the rest takes if every job makes all its steps; null while nothing is known.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            lock (_turn)
            {
                double done = _shares.Values.Sum(), made = done - _before, seconds = time.GetElapsedTime(_began).TotalSeconds;
                return made > 0 && seconds > 0
                    ? TimeSpan.FromSeconds(Math.Min((total - done) / made * seconds, Longest.TotalSeconds))
                    : null;
            }
        }
    }

    /// <summary>A job begins, or goes on from a share that was trained before.</summary>
    public void Begin(string job, double share)
    {
        lock (_turn)
        {
            _shares[job] = share;
            _before += share;
        }
    }

    /// <summary>A job has come to a share of its steps.</summary>
    public void Advance(string job, double share)
    {
        lock (_turn)
            _shares[job] = share;
    }

    /// <summary>A job trains no more, whether it made all its steps or stopped early.</summary>
    public void End(string job) => Advance(job, 1);
}
