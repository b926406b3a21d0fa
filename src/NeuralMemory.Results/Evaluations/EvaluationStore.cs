using System.Buffers;

namespace NeuralMemory.Results;

/// <summary>The documents of a run's <c>evaluations/</c> folder. Writing needs no lock: each document is replaced as a whole.</summary>
/// <param name="folder">The folder, in one that exists; made when the first document is written.</param>
public sealed class EvaluationStore(string folder)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_=");

    /// <summary>Writes <c>&lt;name&gt;.json</c>, replacing the document of that name. Returns its path.</summary>
    /// <exception cref="ArgumentException">
    /// The name is empty, begins with '.', or has other characters than letters, digits, '.', '-', '_' and '='.
    /// </exception>
    /// <exception cref="RunException">The system refused; the old document is intact.</exception>
    public string Write(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        if (evaluation.Name.Length == 0 || evaluation.Name[0] == '.' || evaluation.Name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw new ArgumentException($"'{evaluation.Name}' cannot be the name of a file", nameof(evaluation));
        Storage.Try("create", folder, () => Disk.MakeFolder(folder));
        string path = Path.Combine(folder, evaluation.Name + ".json");
        JsonFile.Write(path, evaluation, EvaluationJson.Documents.Evaluation);
        return path;
    }

    /// <summary>The document of a name; null where there is none.</summary>
    /// <exception cref="RunException">It is damaged, or the system refused.</exception>
    public Evaluation? Find(string name) => Path.Combine(folder, name + ".json") is var path && File.Exists(path)
        ? JsonFile.Read(path, EvaluationJson.Documents.Evaluation)
        : null;

    /// <summary>All documents, by step and then by name.</summary>
    /// <exception cref="RunException">A document is damaged (the message names it), or the system refused.</exception>
    public IReadOnlyList<Evaluation> Read()
    {
        if (!Directory.Exists(folder))
            return [];
        string[] paths = Storage.Try("read", folder, () => Directory.GetFiles(folder, "*.json"));
        return
        [
            .. paths.Where(path => !Path.GetFileName(path).StartsWith('.'))
                .Select(path => JsonFile.Read(path, EvaluationJson.Documents.Evaluation))
                .OrderBy(evaluation => evaluation.Step).ThenBy(evaluation => evaluation.Name, StringComparer.Ordinal),
        ];
    }
}
