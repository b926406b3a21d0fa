namespace NeuralMemory.Autodiff;

/// <summary>
/// An engine cannot compute, for a reason outside the program: its device is missing, busy or out of memory. The message is complete:
/// print it and nothing else.
/// </summary>
/// <param name="message">What is wrong, and what to do about it.</param>
/// <param name="innerException">What the engine said, for debugging; null for nothing.</param>
public class EngineException(string message, Exception? innerException = null) : Exception(message, innerException);
