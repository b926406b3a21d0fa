namespace NeuralMemory.Torch;

/// <summary>A pass cannot be recorded, and is computed as it comes.</summary>
/// <param name="message">Why, in a sentence without its end.</param>
/// <param name="inner">What told; null for nothing.</param>
internal sealed class GraphRefusedException(string message, Exception? inner = null) : Exception(message, inner);
