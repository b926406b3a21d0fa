namespace NeuralMemory.Machines;

/// <summary>Why a machine cannot be built as its configuration says.</summary>
/// <param name="Key">The key, below the machine's own, that has to change, such as <c>heads</c>.</param>
/// <param name="Message">What is wrong, as a sentence that begins with the key's value or with what is wrong of it.</param>
public sealed record MachineProblem(string Key, string Message);
