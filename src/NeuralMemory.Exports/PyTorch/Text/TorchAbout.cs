namespace NeuralMemory.Exports;

/// <summary>What a machine for PyTorch is of.</summary>
/// <param name="Machine">The machine in words: <c>NTM, LSTM 100, memory 128 × 20</c>.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Task">Its task.</param>
/// <param name="Step">The training steps of its weights.</param>
internal sealed record TorchAbout(string Machine, string Run, string Task, long Step);
