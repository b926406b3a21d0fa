using NeuralMemory.Results;
using NeuralMemory.Shipped;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>Finds reproductions by what a user calls them.</summary>
public static class ReproductionCatalog
{
    /// <summary>Where the configs of reproductions are, below the current folder.</summary>
    public const string DefaultConfigs = "configs/reproductions";

    private const string Extension = ".yaml";

    /// <summary>The reproductions of some names, in order, each once.</summary>
    /// <param name="names">
    /// Each a config or a folder of configs: the path of one, or its name in <paramref name="configs"/>, as <c>ntm-2014</c> or
    /// <c>ntm-2014/copy-lstm</c>, which may be one that comes with the program.
    /// </param>
    /// <param name="configs">Where names are looked up.</param>
    /// <param name="results">Where the results are.</param>
    /// <param name="others">What else a name may have meant; null for nothing.</param>
    /// <exception cref="RunException">There is nothing of a name; the message names what may have been meant.</exception>
    public static IReadOnlyList<Reproduction> Find(
        IEnumerable<string> names, string configs = DefaultConfigs, string results = Reproduction.DefaultResults,
        IEnumerable<string>? others = null) =>
    [
        .. names.SelectMany(name => Files(name, configs, others ?? [])).DistinctBy(Path.GetFullPath)
            .Select(path => new Reproduction(path, results)),
    ];

    /// <summary>The reproduction and all whose configs are in the same folder, in order of their names.</summary>
    public static IReadOnlyList<Reproduction> Siblings(Reproduction reproduction)
    {
        ArgumentNullException.ThrowIfNull(reproduction);
        return [.. In(FolderOf(reproduction)).Select(path => new Reproduction(path, Path.GetDirectoryName(reproduction.Folder)!))];
    }

    /// <summary>
    /// What <see cref="Find"/> finds the folder of a reproduction's config by: its name in <paramref name="configs"/>; or its path, from
    /// the current folder where it is in there, else as it was given.
    /// </summary>
    public static string NameOf(Reproduction reproduction, string configs = DefaultConfigs)
    {
        ArgumentNullException.ThrowIfNull(reproduction);
        string folder = FolderOf(reproduction), path = Path.GetFullPath(folder);
        if (ShippedFiles.IsShipped(folder))
            return Path.GetFileName(path);
        if (Path.GetDirectoryName(path) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(configs)))
            return Path.GetFileName(path);
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? folder : relative;
    }

    private static string FolderOf(Reproduction reproduction) =>
        Path.GetDirectoryName(reproduction.ConfigPath) is { Length: > 0 } given ? given : ".";

    private static IReadOnlyList<string> Files(string name, string configs, IEnumerable<string> others)
    {
        string trimmed = Path.TrimEndingDirectorySeparator(name);
        foreach (string path in (string[])[trimmed, Path.Combine(configs, trimmed), Path.Combine(configs, trimmed) + Extension])
        {
            if (File.Exists(path))
                return [path];
            if (Directory.Exists(path) && In(path) is { Count: > 0 } files)
                return files;
        }

        foreach (string path in (string[])[trimmed, $"{configs}/{trimmed}", $"{configs}/{trimmed}{Extension}"])
        {
            string shipped = ShippedFiles.PathOf(path);
            if (ShippedFiles.Exists(shipped))
                return [shipped];
            if (In(shipped) is { Count: > 0 } files)
                return files;
        }

        string[] known = [.. KnownOwn(configs).Union(KnownShipped(configs)).Union(others)];
        throw new RunException(RunProblem.Missing, $"there is no config, and no folder of configs, '{name}'"
            + (known.Length == 0 ? $"; names are looked up in '{configs}', which has none" : NearestName.Hint(name, known)));
    }

    private static IReadOnlyList<string> In(string folder) =>
    [
        .. (ShippedFiles.IsShipped(folder) ? ShippedFiles.In(folder) : Directory.GetFiles(folder, "*" + Extension))
            .OrderBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal),
    ];

    private static IEnumerable<string> KnownShipped(string configs) =>
        Known(ShippedFiles.Below(ShippedFiles.PathOf(configs)).Select(path => Path.GetDirectoryName(path)!).Distinct());

    private static IEnumerable<string> KnownOwn(string configs) =>
        Directory.Exists(configs) ? Known(Directory.GetDirectories(configs).Order(StringComparer.Ordinal)) : [];

    private static IEnumerable<string> Known(IEnumerable<string> folders) => folders.SelectMany(folder => (string[])
    [
        Path.GetFileName(folder),
        .. In(folder).Select(file => $"{Path.GetFileName(folder)}/{Path.GetFileNameWithoutExtension(file)}"),
    ]);
}
