using System.Reflection;
using System.Text;

namespace NeuralMemory.Shipped;

/// <summary>
/// The files that come with the program: its tasks, with their corpora, and its configs. Each has a path like that of a file, begun by
/// <see cref="Prefix"/>: <c>shipped:configs/ntm-copy.yaml</c>. What reads a text by its path reads these too.
/// </summary>
public static class ShippedFiles
{
    /// <summary>What a path begins with that is none of the file system's.</summary>
    public const string Prefix = "shipped:";

    private static readonly Assembly Program = typeof(ShippedFiles).Assembly;

    /// <summary>Resources by the path that is told of them, in the order of the paths.</summary>
    private static readonly Lazy<SortedList<string, string>> Resources = new(static () => new(
        Program.GetManifestResourceNames().ToDictionary(PathOf), StringComparer.Ordinal));

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> Paths => [.. Resources.Value.Keys];

    /// <summary>Whether a path is that of a shipped file or folder, or would be.</summary>
    public static bool IsShipped(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>The path that a shipped file or folder has.</summary>
    /// <param name="relative">
    /// Where it lies in the program, <c>tasks/copy.yaml</c>; or such a path already. Steps to the folder above are taken.
    /// </param>
    public static string PathOf(string relative)
    {
        ArgumentNullException.ThrowIfNull(relative);
        var parts = new List<string>();
        foreach (string part in (IsShipped(relative) ? relative[Prefix.Length..] : relative).Split('/', '\\'))
            if (part == ".." && parts is [.., not ".."])
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "."))
                parts.Add(part);
        return Prefix + string.Join('/', parts);
    }

    /// <summary>Whether there is a shipped file of a path.</summary>
    /// <param name="path">Begun by <see cref="Prefix"/>; of another the answer is no.</param>
    public static bool Exists(string path) => IsShipped(path) && Resources.Value.ContainsKey(PathOf(path));

    /// <summary>The files of a shipped folder and of those below it, in order; none where there is no such folder.</summary>
    /// <param name="folder">Begun by <see cref="Prefix"/>.</param>
    public static IReadOnlyList<string> Below(string folder)
    {
        string start = PathOf(folder) + "/";
        return [.. Resources.Value.Keys.Where(path => path.StartsWith(start, StringComparison.Ordinal))];
    }

    /// <summary>The files that lie in a shipped folder itself, in order; none where there is no such folder.</summary>
    /// <param name="folder">Begun by <see cref="Prefix"/>.</param>
    public static IReadOnlyList<string> In(string folder)
    {
        int start = PathOf(folder).Length + 1;
        return [.. Below(folder).Where(path => !path[start..].Contains('/'))];
    }

    /// <summary>The text of a shipped file; null where there is none of the path.</summary>
    /// <param name="path">Begun by <see cref="Prefix"/>.</param>
    public static string? Read(string path)
    {
        if (!IsShipped(path) || !Resources.Value.TryGetValue(PathOf(path), out string? name))
            return null;
        using var reader = new StreamReader(Program.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
