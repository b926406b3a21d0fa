namespace NeuralMemory.Torch;

/// <summary>
/// The libraries of CUDA that a PyTorch installed by pip shares with other packages: <c>nvidia/*/lib</c> beside <c>torch</c>. The system
/// does not look there, so they are loaded first, each after those that it needs.
/// </summary>
internal static class NvidiaLibraries
{
    /// <summary>The files to load before a libtorch, in order.</summary>
    /// <param name="folder">The folder of the libraries of libtorch.</param>
    /// <param name="libraries">The libraries of libtorch.</param>
    public static IReadOnlyList<string> Before(string folder, IEnumerable<string> libraries)
    {
        Dictionary<string, string> shared = [];
        foreach (string library in Folders(folder).SelectMany(Directory.EnumerateFiles).Order(StringComparer.Ordinal))
            shared.TryAdd(Path.GetFileName(library), library);
        List<string> ordered = [];
        HashSet<string> seen = [];
        if (shared.Count > 0)
            foreach (string library in libraries)
                Visit(library);
        return ordered;

        void Visit(string path)
        {
            foreach (string name in Needed(path))
                if (shared.TryGetValue(name, out string? needed) && seen.Add(name))
                {
                    Visit(needed);
                    ordered.Add(needed);
                }
        }
    }

    private static IEnumerable<string> Folders(string folder)
    {
        string packages = Path.GetFullPath(Path.Combine(folder, "..", "..", "nvidia"));
        return Directory.Exists(packages)
            ? Directory.GetDirectories(packages).Select(package => Path.Combine(package, "lib")).Where(Directory.Exists)
            : [];
    }

    private static IReadOnlyList<string> Needed(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return ElfFile.Read(stream).Needed;
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
