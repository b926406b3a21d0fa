using NeuralMemory.Autodiff;

namespace NeuralMemory.Torch;

/// <summary>What libtorch says where it cannot go on: one sentence.</summary>
public class TorchException : EngineException
{
    /// <summary>An exception with a message for the user.</summary>
    public TorchException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
