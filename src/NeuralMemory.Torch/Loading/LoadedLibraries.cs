namespace NeuralMemory.Torch;

/// <summary>The native libraries that this process has loaded.</summary>
internal static class LoadedLibraries
{
    private const string Map = "/proc/self/maps";

    /// <summary>The file of a loaded library; null if it is not loaded.</summary>
    /// <param name="name">
    /// The name by which others need it, such as <c>libstdc++.so.6</c>; its file may be <c>libstdc++.so.6.0.30</c>.
    /// </param>
    public static string? FileOf(string name) => FileOf(name, File.ReadLines(Map));

    /// <summary>The same, from the lines of <c>/proc/self/maps</c>: each ends with a path, which may have spaces.</summary>
    public static string? FileOf(string name, IEnumerable<string> map) => map
        .Select(line => line.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? line[at..] : "")
        .FirstOrDefault(path => $"{Path.GetFileName(path)}.".StartsWith($"{name}.", StringComparison.Ordinal));

    /// <summary>The versions of symbols that a loaded library provides; null if it is not loaded or cannot be read.</summary>
    public static IReadOnlySet<string>? Versions(string name)
    {
        try
        {
            if (FileOf(name) is not { } path)
                return null;
            using FileStream stream = File.OpenRead(path);
            return ElfVersions.Provided(ElfFile.Read(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
