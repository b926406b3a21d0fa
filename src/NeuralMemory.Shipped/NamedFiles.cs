namespace NeuralMemory.Shipped;

/// <summary>
/// The YAML files that names reach: those in a folder of that name here and in each folder above, and then the shipped ones. A name is
/// the file's path in that folder without its ending: <c>copy</c>, <c>sweeps/copy-rates</c>.
/// </summary>
/// <param name="folder">The folder's name, <c>tasks</c> or <c>configs</c>.</param>
/// <param name="currentFolder">The folder that paths are shown from.</param>
/// <param name="starts">Where the search begins, in order.</param>
public sealed class NamedFiles(string folder, string currentFolder, IReadOnlyList<string> starts)
{
    private const string Ending = ".yaml";
    // Deeper than any library is; a folder of this name above may be something else, and large.
    private const int Depth = 3;

    private static readonly EnumerationOptions Readable =
        new() { IgnoreInaccessible = true, RecurseSubdirectories = true, MaxRecursionDepth = Depth };

    /// <summary>The files by name, in the order of the names; of those with the same name the one found first.</summary>
    public IReadOnlyDictionary<string, string> Files
    {
        get
        {
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (string own in Folders().Where(Directory.Exists))
                foreach (string path in Directory.EnumerateFiles(own, "*" + Ending, Readable).Order(StringComparer.Ordinal))
                    files.TryAdd(NameOf(Path.GetRelativePath(own, path)), Shown(path));
            string shipped = ShippedFiles.PathOf(folder);
            foreach (string path in ShippedFiles.Below(shipped).Where(path => path.EndsWith(Ending, StringComparison.Ordinal)))
                files.TryAdd(NameOf(path[(shipped.Length + 1)..]), path);
            return files;
        }
    }

    /// <summary>Whether a text is written as a path, and not as a name: it has a folder or an ending.</summary>
    public static bool IsPath(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('/') || text.Contains('\\') || ShippedFiles.IsShipped(text) || HasEnding(text);
    }

    /// <summary>Whether a text ends as the name of a YAML file does.</summary>
    public static bool HasEnding(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EndsWith(Ending, StringComparison.Ordinal) || text.EndsWith(".yml", StringComparison.Ordinal);
    }

    /// <summary>The user's own file of a name, as it is shown; null where there is none.</summary>
    public string? FindOwn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || Path.IsPathRooted(name) || name.Contains("..", StringComparison.Ordinal))
            return null;
        return Folders().Select(own => Path.Combine(own, name + Ending)).FirstOrDefault(File.Exists) is { } found ? Shown(found) : null;
    }

    /// <summary>The shipped file of a name, or of a path such as it has in the repository; null where there is none.</summary>
    public string? FindShipped(string nameOrPath)
    {
        string path = ShippedFiles.PathOf(HasEnding(nameOrPath) ? nameOrPath : $"{folder}/{nameOrPath}{Ending}");
        return ShippedFiles.Exists(path) ? path : null;
    }

    /// <summary>A path from the current folder where it lies below it, else the whole.</summary>
    public string Shown(string path)
    {
        string relative = Path.GetRelativePath(currentFolder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }

    private IEnumerable<string> Folders()
    {
        foreach (string start in starts)
            for (string? above = Path.GetFullPath(start); above is not null; above = Path.GetDirectoryName(above))
                yield return Path.Combine(above, folder);
    }

    private static string NameOf(string relative) => relative[..^Ending.Length].Replace('\\', '/');
}
