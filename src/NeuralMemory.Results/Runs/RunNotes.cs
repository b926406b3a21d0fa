using System.Text;

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
    public void WriteTags(IEnumerable<string> tags) => Write(TagsPath, TextOf(tags));

    /// <summary>Changes the tags; what several processes change at once is all there.</summary>
    /// <param name="change">Adds to those that there are, or takes away.</param>
    /// <returns>The tags, each once, in order.</returns>
    /// <exception cref="RunException">The system refused.</exception>
    public IReadOnlyList<string> ChangeTags(Action<ISet<string>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Storage.Try<IReadOnlyList<string>>("write", TagsPath, () =>
        {
            using StagedFile file = Storage.TakeTurn(() => StagedFile.Open(TagsPath));
            HashSet<string> tags = [.. ReadTags()];
            change(tags);
            if (tags.Count > 0)
            {
                file.Watched.Write(Encoding.UTF8.GetBytes(TextOf(tags)));
                file.Complete();
            }
            else
            {
                Disk.DeleteFile(TagsPath);
            }

            return [.. tags.Order(StringComparer.Ordinal)];
        });
    }

    private static string TextOf(IEnumerable<string> tags) =>
        string.Concat(tags.Distinct().Order(StringComparer.Ordinal).Select(tag => tag + "\n"));

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
