using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Configs as they were written, before anything is filled in: what can still be changed, key by key.</summary>
public static class ConfigTree
{
    private const string TaskKey = "task";

    /// <summary>Reads a config's file.</summary>
    /// <param name="path">The file, or its name in a <see cref="ConfigLibrary"/>.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>The tree; null when it cannot be understood, and that was reported.</returns>
    public static YamlMapping? Read(string path, Diagnostics diagnostics) => new ConfigReader(diagnostics)
        .ReadTree(ConfigLibrary.Here.Locate(path), []);

    /// <summary>Sets a key. A task that is just a name becomes a section first, so that its parameters can be set.</summary>
    /// <param name="root">The tree to change.</param>
    /// <param name="path">The key's dotted path.</param>
    /// <param name="value">The value, with its place.</param>
    /// <param name="mark">Where the path was written.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>Whether it was set.</returns>
    public static bool Set(YamlMapping root, string path, YamlNode value, SourceMark mark, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(root);
        return YamlOverride.Set(
            root, path, path == TaskKey ? ExperimentSchema.Task.Expand(value) : value, mark, diagnostics);
    }

    /// <summary>A tree that can be changed without changing this one.</summary>
    public static YamlMapping Copy(YamlMapping root)
    {
        ArgumentNullException.ThrowIfNull(root);
        YamlMapping copy = new(root.Mark);
        foreach (YamlEntry entry in root.Entries)
            copy.Set(entry.Value is YamlMapping section ? entry with { Value = Copy(section) } : entry);
        return copy;
    }
}
