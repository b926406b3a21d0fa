namespace NeuralMemory.Onnx;

/// <summary>A machine cannot be written as a model, or not as it was asked for; the message says why and what can be done.</summary>
/// <param name="message">A sentence.</param>
public sealed class OnnxException(string message) : Exception(message)
{
    /// <summary>Whether it could be written for sequences of one length.</summary>
    public bool NeedsLength { get; init; }
}
