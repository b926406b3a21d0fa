namespace NeuralMemory.Torch;

/// <summary>
/// Keeps what a graph cannot do out of the passes that become one. A copy between the host's memory and a card would be refused by CUDA,
/// or, worse, repeated with what stood there once.
/// </summary>
internal static class CaptureGuard
{
    [ThreadStatic]
    private static bool _isOn;

    /// <summary>Runs a pass in which nothing may go between the host and the device, nor be kept for later passes.</summary>
    public static void Run(Action pass)
    {
        _isOn = true;
        try
        {
            pass();
        }
        finally
        {
            _isOn = false;
        }
    }

    /// <summary>To be called before whatever no graph can hold.</summary>
    /// <param name="what">What it is, as a sentence about the pass goes on.</param>
    /// <exception cref="GraphRefusedException">This thread runs such a pass.</exception>
    public static void Refuse(string what)
    {
        if (_isOn)
            throw new GraphRefusedException($"the pass {what}");
    }
}
