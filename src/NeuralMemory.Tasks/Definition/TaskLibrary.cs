using NeuralMemory.Shipped;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds task files by name. A name such as <c>copy</c> is looked for as <c>copy.yaml</c> in the folder <c>tasks</c> of the config's folder
/// and of each folder above it, then in <c>tasks</c> of the current folder and of each above, then beside the config, which may have
/// the name of its task itself, and last among the tasks that come with the program. What has a folder or an extension in it is a path,
/// relative to the config or to the current folder, or as it is among those of the program.
/// </summary>
/// <param name="currentFolder">The folder that the user works in.</param>
/// <param name="configFolder">The folder of the config that names the task, if one does and lies on disk.</param>
public sealed class TaskLibrary(string currentFolder, string? configFolder = null)
{
    private const string Folder = "tasks";

    private readonly NamedFiles _files = new(Folder, currentFolder, [configFolder ?? currentFolder, currentFolder]);
    private readonly bool _isOfShipped;

    private TaskLibrary(string currentFolder, bool isOfShipped)
        : this(currentFolder) => _isOfShipped = isOfShipped;

    /// <summary>The task files that names reach, by name; of those with the same name the one found first.</summary>
    public IReadOnlyDictionary<string, string> Files => _files.Files;

    /// <summary>The library that a config's tasks are found in, seen from the current folder.</summary>
    /// <param name="config">The config's file, or a shipped one: beside that there is none of the user's.</param>
    public static TaskLibrary For(string config) => ShippedFiles.IsShipped(config)
        ? new(Environment.CurrentDirectory, isOfShipped: true)
        : new(Environment.CurrentDirectory, Path.GetDirectoryName(Path.GetFullPath(config)));

    /// <summary>The path of a task's file.</summary>
    /// <param name="task">A name or a path.</param>
    /// <param name="mark">Where the user wrote it.</param>
    /// <param name="diagnostics">Receives the problem when there is none.</param>
    /// <returns>The path, relative to the current folder where it lies below it; or null.</returns>
    public string? Locate(string task, SourceMark mark, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(diagnostics);
        bool isPath = NamedFiles.IsPath(task);
        if (task.Length > 0 && (isPath ? AtPath(task) : AtName(task)) is { } found)
            return found;
        if (isPath && Array.Find(Paths(task), Directory.Exists) is { } folder)
        {
            diagnostics.Add(mark, TextFile.DescribeFolder(folder, Quoted.Text(task)));
            return null;
        }

        diagnostics.Add(mark, isPath
            ? $"there is no task file {Quoted.Text(task)}{HintAtFile(task)}"
            : $"there is no task {Quoted.Text(task)}{NearestName.Hint(task, Files.Keys)}");
        return null;
    }

    /// <summary>Finds, reads and checks a task.</summary>
    /// <param name="task">A name or a path.</param>
    /// <param name="mark">Where the user wrote it.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    /// <returns>The task, or null when a problem was reported.</returns>
    public TaskDefinition? Load(string task, SourceMark mark, Diagnostics diagnostics) =>
        Locate(task, mark, diagnostics) is { } path ? TaskDefinition.Load(path, diagnostics) : null;

    /// <summary>The end of a sentence about a missing file: one with nearly its name.</summary>
    private string HintAtFile(string path)
    {
        IReadOnlyDictionary<string, string> files = Files;
        return NearestName.Find(Path.GetFileNameWithoutExtension(path), files.Keys) is { } nearest
            ? $"; did you mean {Quoted.Text(files[nearest])}?"
            : "";
    }

    private string? AtName(string name)
    {
        if (_files.FindOwn(name) is { } own)
            return own;
        string? shipped = _files.FindShipped(name);
        string beside = Path.Combine(configFolder ?? currentFolder, name + ".yaml");
        // The config may have the name of its task, and is none.
        return _isOfShipped || !File.Exists(beside) || (shipped is not null && IsConfig(beside)) ? shipped : _files.Shown(beside);
    }

    private string? AtPath(string path) => ShippedFiles.IsShipped(path)
        ? _files.FindShipped(path)
        : Array.Find(Paths(path), File.Exists) is { } own ? _files.Shown(own) : _files.FindShipped(path);

    private string[] Paths(string path) => [Path.Combine(configFolder ?? currentFolder, path), Path.Combine(currentFolder, path)];

    private static bool IsConfig(string path) =>
        YamlReader.ReadFile(path, new Diagnostics()) is YamlMapping root && root.Find("machine") is not null;
}
