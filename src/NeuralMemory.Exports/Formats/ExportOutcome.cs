namespace NeuralMemory.Exports;

/// <summary>What an export has made.</summary>
/// <param name="Out">The file; or the folder, where several files were made.</param>
/// <param name="Files">The files.</param>
public sealed record ExportOutcome(string Out, IReadOnlyList<string> Files)
{
    /// <summary>What is in them, in words: <c>1234 rows</c>.</summary>
    public string Content { get; init; } = "";

    /// <summary>Why some runs are missing, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
