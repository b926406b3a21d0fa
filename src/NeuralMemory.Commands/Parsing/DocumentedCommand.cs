using System.CommandLine;

namespace NeuralMemory.Commands;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="examples">Whole command lines.</param>
internal sealed class DocumentedCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole command lines that work.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Whether an argument may begin with one <c>-</c> and a letter, and is no option then.</summary>
    public bool TakesSigned { get; init; }

    /// <summary>An option whose value may begin so; null for none.</summary>
    public string? SignedOption { get; init; }
}
