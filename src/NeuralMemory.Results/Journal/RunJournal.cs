using System.Security.Cryptography;
using System.Text.Json;

namespace NeuralMemory.Results;

/// <summary>
/// The journal of a run: <c>journal.jsonl</c>, a line for each command that touched it and one for how it ended, and the uncommitted
/// changes that there were, in <c>journal/</c>. Writing needs no lock of the run, for an evaluation may be made while it trains.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="patches">The folder of the changes, made when there are any.</param>
public sealed class RunJournal(string path, string patches)
{
    private const int HashCharacters = 16;

    private readonly LineFile _lines = new(path);

    /// <summary>Appends a line, flushed to disk.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void Append(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _lines.Append(JsonFile.ToDocument(entry, JournalJson.Lines.JournalEntry));
    }

    /// <summary>The lines, in order; none where there is no journal. What is no line of a journal is passed over.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public IReadOnlyList<JournalEntry> Read() => [.. _lines.Read().Select(Parse).OfType<JournalEntry>()];

    /// <summary>
    /// Keeps the uncommitted changes of a work tree, each once: those of equal content have one file.
    /// </summary>
    /// <param name="tree">The look at it, which is waited for.</param>
    /// <returns>How it stood; null where there is none, or git is not there or does not answer in time.</returns>
    /// <exception cref="RunException">The system refused to write the changes.</exception>
    public JournalSource? KeepChanges(WorkTreeLook tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (tree.Changes is not { } changes)
            return null;
        string? name = null;
        if (changes.Patch.Length > 0)
        {
            name = Convert.ToHexStringLower(SHA256.HashData(changes.Patch))[..HashCharacters] + ".patch";
            string patch = Path.Combine(patches, name);
            if (!File.Exists(patch))
            {
                Storage.Try("create", patches, () => Disk.MakeFolder(patches));
                AtomicFile.Write(patch, stream => stream.Write(changes.Patch));
            }
        }

        return new() { Commit = changes.Commit, Patch = name, Cut = changes.IsCut, Untracked = changes.Untracked };
    }

    /// <summary>The changes that a line names; null where there are none, or where they are gone.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public string? ReadPatch(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Source?.Patch is { } name && Path.Combine(patches, Path.GetFileName(name)) is var patch
            && File.Exists(patch) ? Storage.ReadText(patch) : null;
    }

    /// <summary>Removes what a crash left unfinished.</summary>
    internal void CleanUp() => AtomicFile.RemoveLeftovers(patches);

    /// <summary>Takes all of it away, of a run that comes to nothing.</summary>
    internal void Delete()
    {
        Disk.DeleteFile(path);
        Disk.DeleteFolder(patches);
    }

    private static JournalEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Lines.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
