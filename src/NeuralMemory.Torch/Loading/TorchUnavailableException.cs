using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

/// <summary>
/// Why there is no torch: one sentence with the place and what to do. It is for the user to read; a program goes on with the native engine
/// or ends.
/// </summary>
public sealed class TorchUnavailableException : EngineException
{
    /// <summary>An exception with a message for the user.</summary>
    /// <param name="message">A sentence with the place and what to do.</param>
    /// <param name="inner">What the system said, if it said something.</param>
    public TorchUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
