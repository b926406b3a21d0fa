using NeuralMemory.Experiments;
using NeuralMemory.Shipped;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>Where the config and the tasks of a sweep come from: the user's files, or the copies in the sweep's folder.</summary>
internal sealed class SweepSource
{
    private readonly YamlMapping _base;
    private readonly Func<string, SourceMark, Diagnostics, TaskDefinition?> _loadTask;

    private SweepSource(YamlMapping root, Func<string, SourceMark, Diagnostics, TaskDefinition?> loadTask) =>
        (_base, _loadTask) = (root, loadTask);

    /// <summary>The config's tree, the overrides of all points applied.</summary>
    public YamlMapping Base => _base;

    /// <summary>The files that a definition names.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="file">The sweep's own file; null for none, as where all is on the command line.</param>
    /// <param name="mark">Where its config is named.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>The source; null when a problem was reported.</returns>
    public static SweepSource? OfFiles(
        SweepDefinition definition, string? file, SourceMark mark, Diagnostics diagnostics)
    {
        string beside = file is null ? definition.Config : Path.Combine(Path.GetDirectoryName(file) ?? "", definition.Config);
        string path = File.Exists(beside) ? beside : ConfigLibrary.Here.Locate(ShippedFiles.IsShipped(beside) ? beside : definition.Config);
        if (file is not null && !Path.Exists(path) && !ShippedFiles.Exists(path))
        {
            diagnostics.Add(mark, $"there is no config {Quoted.Text(definition.Config)} beside this file or in the current folder");
            return null;
        }

        if (ConfigTree.Read(path, diagnostics) is not { } root)
            return null;
        foreach (var (key, value) in definition.Overrides)
            ConfigTree.Set(root, key, value, value.Mark, diagnostics);
        return new(root, TaskLibrary.For(path).Load);
    }

    /// <summary>The copies in a sweep's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="definition">The sweep, with what it says is kept.</param>
    /// <param name="stored">What is kept.</param>
    /// <param name="diagnostics">Receives the problems of overrides.</param>
    public static SweepSource OfFolder(string folder, SweepDefinition definition, StoredSources stored, Diagnostics diagnostics)
    {
        YamlMapping root = ConfigTree.Copy(stored.Config);
        // They are in it already, but for those that were added by an option.
        foreach (var (key, value) in definition.Overrides)
            ConfigTree.Set(root, key, value, value.Mark, diagnostics);
        TaskLibrary library = new(Environment.CurrentDirectory);
        return new(root, (name, mark, problems) => stored.Tasks.TryGetValue(name, out string? kept)
            ? StoredTasks.Load(folder, kept, problems)
            : library.Load(name, mark, problems));
    }

    /// <summary>The tree of a point.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    public YamlMapping Tree(IEnumerable<PointValue> values, Diagnostics diagnostics)
    {
        YamlMapping tree = ConfigTree.Copy(_base);
        foreach (PointValue value in values)
            ConfigTree.Set(tree, value.Key, value.Node, value.KeyMark, diagnostics);
        return tree;
    }

    /// <summary>The experiment of a tree, or null when a problem was reported.</summary>
    public Experiment? Read(YamlMapping tree, Diagnostics diagnostics) =>
        Experiment.Read(tree, diagnostics, name => _loadTask(name, tree.MarkOf("task.name"), diagnostics));
}
