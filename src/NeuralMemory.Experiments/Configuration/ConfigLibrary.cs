using NeuralMemory.Shipped;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// Finds configs by path or name. A file that is there is itself; a name such as <c>ntm-copy</c> is looked for as <c>ntm-copy.yaml</c> in
/// the folder <c>configs</c> of the current folder and of each above, and last among those that come with the program, where a path
/// such as <c>configs/ntm-copy.yaml</c> is found too.
/// </summary>
/// <param name="currentFolder">The folder that the user works in.</param>
/// <param name="kind">The folder below <c>configs</c> whose files have names without it, such as <c>sweeps</c>; null for none.</param>
public sealed class ConfigLibrary(string currentFolder, string? kind = null)
{
    private const string Folder = "configs";

    private readonly NamedFiles _files = new(Folder, currentFolder, [currentFolder]);

    /// <summary>The library of the current folder.</summary>
    public static ConfigLibrary Here => new(Environment.CurrentDirectory);

    /// <summary>The files that names reach, by name; of those with the same name the user's own.</summary>
    public IReadOnlyDictionary<string, string> Files => _files.Files;

    /// <summary>The path of a config; what nothing is found of is given back, for whoever reads it to tell.</summary>
    /// <param name="config">A path or a name.</param>
    public string Locate(string config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (File.Exists(Path.Combine(currentFolder, config)))
            return config;
        if (NamedFiles.HasEnding(config) || ShippedFiles.IsShipped(config))
            return _files.FindShipped(config) ?? config;
        string[] names = kind is null ? [config] : [config, $"{kind}/{config}"];
        return names.Select(_files.FindOwn).Concat(names.Select(_files.FindShipped)).OfType<string>().FirstOrDefault() ?? config;
    }

    /// <summary>The config that a path or name that leads nowhere was probably meant to be, as one would type it; null for none.</summary>
    public string? Nearest(string config)
    {
        ArgumentNullException.ThrowIfNull(config);
        IReadOnlyDictionary<string, string> files = Files;
        string name = Path.GetFileNameWithoutExtension(config);
        string? nearest = NearestName.Find(name, files.Keys.Select(LastPart));
        if (nearest is null)
            return null;
        var (known, path) = files.First(file => LastPart(file.Key) == nearest);
        return ShippedFiles.IsShipped(path) ? known : path;
    }

    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];
}
