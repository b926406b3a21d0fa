namespace NeuralMemory.Commands;

/// <summary>
/// Says things while somebody reads them, one after the other though they come from several threads. When the reader has gone, it asks
/// training to stop, with a checkpoint, and says nothing else.
/// </summary>
/// <param name="interruption">Receives the request.</param>
internal sealed class ReaderGuard(Interruption interruption)
{
    private readonly Lock _turn = new();
    private bool _isBroken;

    /// <summary>Says something, if anybody listens.</summary>
    public void Tell(Action news)
    {
        lock (_turn)
        {
            if (_isBroken)
                return;
            try
            {
                news();
            }
            catch (BrokenPipeException)
            {
                _isBroken = true;
                interruption.Request();
            }
        }
    }
}
