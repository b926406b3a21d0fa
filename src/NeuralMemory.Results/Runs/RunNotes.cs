namespace NeuralMemory.Results;

/// <summary>
/// What people write down about a run or a group: a note, and tags. They are plain files in its folder, which no training touches; whoever
/// looks into a run that trains can write them.
/// </summary>
/// <param name="folder">The folder.</param>
public sealed class RunNotes(string folder)
{
    /// <summary>The file of the note.</summary>
    public string NotePath => Path.Combine(folder, RunFiles.Note);

    /// <summary>The file of the tags, one a line.</summary>
    public string TagsPath => Path.Combine(folder, RunFiles.Tags);

    /// <summary>The note; null for none.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public string? ReadNote() => ReadOf(NotePath) is { Length: > 0 } note ? note : null;

    /// <summary>The tags, each once, in order.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public IReadOnlyList<string> ReadTags() =>
        [.. ReadOf(TagsPath).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>Replaces the note; an empty one goes.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void WriteNote(string text) => Write(NotePath, text);

    /// <summary>Replaces the tags.</summary>
    /// <param name="tags">Words without blanks or commas.</param>
    /// <exception cref="RunException">The system refused.</exception>
    public void WriteTags(IEnumerable<string> tags) =>
        Write(TagsPath, string.Join('\n', tags.Distinct().Order(StringComparer.Ordinal)));

    private static string ReadOf(string path) =>
        File.Exists(path) && !Storage.IsEmpty(path) ? Storage.ReadText(path).Trim() : "";

    private static void Write(string path, string text)
    {
        if (text.Trim() is { Length: > 0 } content)
            AtomicFile.WriteText(path, content + "\n");
        else
            Storage.Try("delete", path, () => Disk.DeleteFile(path));
    }
}
