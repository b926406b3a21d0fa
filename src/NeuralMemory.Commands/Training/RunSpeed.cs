namespace NeuralMemory.Commands;

/// <summary>How fast a run goes since it began or went on, and when it may end.</summary>
/// <param name="time">The clock.</param>
internal sealed class RunSpeed(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(999);

    private long _began, _first;
    private double _stepsPerSecond;

    /// <summary>Training begins.</summary>
    /// <param name="step">Steps made before.</param>
    public void Start(long step) => (_began, _first) = (time.GetTimestamp(), step);

    /// <summary>Training has come to a step.</summary>
    public void Advance(long step)
    {
        double seconds = time.GetElapsedTime(_began).TotalSeconds;
        _stepsPerSecond = seconds > 0 ? (step - _first) / seconds : 0;
    }

    /// <summary>The time that the rest takes if training makes all its steps; zero while nothing is known.</summary>
    public TimeSpan Remaining(long step, long totalSteps) =>
        _stepsPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min((totalSteps - step) / _stepsPerSecond, Longest.TotalSeconds)) : TimeSpan.Zero;
}
