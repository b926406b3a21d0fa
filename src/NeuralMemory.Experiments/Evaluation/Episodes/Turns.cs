namespace NeuralMemory.Experiments;

/// <summary>
/// Lets threads that make things out of order hand them over in order, one at a time. A thread waits until it is its turn; so each has at
/// most one thing that is not handed over, and nothing piles up.
/// </summary>
internal sealed class Turns
{
    // Waited on, which a Lock cannot be.
    private readonly object _gate = new();
    private int _next;
    private bool _isOff;

    /// <summary>Begins anew: the turn is 0.</summary>
    public void Begin()
    {
        lock (_gate)
            (_next, _isOff) = (0, false);
    }

    /// <summary>Hands over what belongs to a turn, once it is that turn.</summary>
    /// <param name="turn">The turn, from 0; each is taken once.</param>
    /// <param name="handOver">Hands it over; no other thread does meanwhile.</param>
    /// <returns>Whether it was handed over: false once all is called off.</returns>
    public bool Take(int turn, Action handOver)
    {
        lock (_gate)
        {
            while (_next != turn && !_isOff)
                Monitor.Wait(_gate);
            if (_isOff)
                return false;
            handOver();
            _next++;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Calls all further turns off: nobody waits any more for one that does not come.</summary>
    public void CallOff()
    {
        lock (_gate)
        {
            _isOff = true;
            Monitor.PulseAll(_gate);
        }
    }
}
