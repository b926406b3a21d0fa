namespace NeuralMemory.Yaml;

/// <summary>A task, config or override that a user wrote is wrong. The message holds every problem, one a line.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>An input with these problems, at least one.</summary>
    public InvalidInputException(IReadOnlyList<Diagnostic> diagnostics) : base(string.Join('\n', diagnostics)) =>
        Diagnostics = diagnostics;

    /// <summary>An input with one problem.</summary>
    public InvalidInputException(SourceMark mark, string message) : this([new(mark, message)])
    {
    }

    /// <summary>The problems, sorted by position.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
