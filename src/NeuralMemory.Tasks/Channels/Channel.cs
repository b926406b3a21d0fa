namespace NeuralMemory.Tasks;

/// <summary>A group of columns with a name.</summary>
/// <param name="Name">Its name in the task file.</param>
/// <param name="Start">Its first column.</param>
/// <param name="Width">How many columns it has, at least 1.</param>
public sealed record Channel(string Name, int Start, int Width);
