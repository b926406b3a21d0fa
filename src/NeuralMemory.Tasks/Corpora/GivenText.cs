using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A text that a user gives, in place of one of a corpus.</summary>
/// <param name="Text">The text.</param>
/// <param name="Mark">Where it was written, for what is wrong with it.</param>
public sealed record GivenText(string Text, SourceMark Mark);
