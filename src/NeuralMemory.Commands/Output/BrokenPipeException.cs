namespace NeuralMemory.Commands;

/// <summary>Nobody reads the output any more: whatever comes next is for nobody.</summary>
internal sealed class BrokenPipeException(IOException cause) : Exception("nobody reads the output", cause);
