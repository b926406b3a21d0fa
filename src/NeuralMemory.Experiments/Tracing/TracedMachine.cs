namespace NeuralMemory.Experiments;

/// <summary>What a picture or a file says of a machine.</summary>
/// <param name="Name">The name of its config.</param>
/// <param name="Step">Training steps of its weights.</param>
internal sealed record TracedMachine(string Name, long Step);
