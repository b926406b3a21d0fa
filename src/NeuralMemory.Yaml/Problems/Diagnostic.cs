namespace NeuralMemory.Yaml;

/// <summary>One problem in what a user wrote: where, and what to do about it.</summary>
/// <param name="Mark">Where the problem is.</param>
/// <param name="Message">What is wrong and what was expected, one line, no full stop.</param>
public sealed record Diagnostic(SourceMark Mark, string Message)
{
    /// <summary><c>file:line:column: message</c>, or <c>file: message</c> where the file as a whole is meant.</summary>
    public override string ToString() => $"{Mark}: {Message}";
}
