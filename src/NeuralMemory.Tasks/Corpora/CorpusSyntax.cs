using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What a task says of a column of its corpus.</summary>
/// <param name="Mark">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cut">How it is cut.</param>
internal sealed record CorpusColumnSyntax(SourceMark Mark, string Name, TextCut Cut)
{
    /// <summary>The column whose vocabulary it has, and where that is said.</summary>
    public required (SourceMark Mark, string Name) Vocabulary { get; init; }

    /// <summary>Whether its vocabulary has a symbol for the beginning.</summary>
    public bool HasBegin { get; init; }

    /// <summary>Whether its vocabulary has a symbol for what training does not show.</summary>
    public bool HasUnknown { get; init; }
}

/// <summary>What a task says of its corpus.</summary>
/// <param name="File">The path, relative to the task's folder.</param>
/// <param name="Mark">Where the path stands.</param>
/// <param name="Columns">The columns, in the order of the file.</param>
/// <param name="Longest">The most symbols of a text.</param>
/// <param name="HeldOut">What one in so many lines is held out by; null to hold out none.</param>
internal sealed record CorpusSyntax(
    string File, SourceMark Mark, IReadOnlyList<CorpusColumnSyntax> Columns, int Longest, int? HeldOut);
