using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Finds task files by name. A name such as <c>copy</c> is looked for as <c>copy.yaml</c> in the folder <c>tasks</c> of the config's folder
/// and of each folder above it, then in <c>tasks</c> of the current folder and of each above, and last beside the config, which may have
/// the name of its task itself. What has a folder or an extension in it is a path, relative to the config or to the current folder.
/// </summary>
/// <param name="currentFolder">The folder that the user works in.</param>
/// <param name="configFolder">The folder of the config that names the task, if one does.</param>
public sealed class TaskLibrary(string currentFolder, string? configFolder = null)
{
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <summary>The task files that names reach, by name; of those with the same name the one found first.</summary>
    public IReadOnlyDictionary<string, string> Files
    {
        get
        {
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (string folder in TaskFolders().Where(Directory.Exists))
                foreach (string path in Directory.EnumerateFiles(folder, "*.yaml", Readable).Order(StringComparer.Ordinal))
                    files.TryAdd(Path.GetFileNameWithoutExtension(path), Shown(path));
            return files;
        }
    }

    /// <summary>The path of a task's file.</summary>
    /// <param name="task">A name or a path.</param>
    /// <param name="mark">Where the user wrote it.</param>
    /// <param name="diagnostics">Receives the problem when there is none.</param>
    /// <returns>The path, relative to the current folder where it lies below it; or null.</returns>
    public string? Locate(string task, SourceMark mark, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(diagnostics);
        bool isPath = task.Contains('/') || task.Contains('\\') || task.EndsWith(".yaml", StringComparison.Ordinal)
            || task.EndsWith(".yml", StringComparison.Ordinal);
        string[] candidates = isPath
            ? [Path.Combine(configFolder ?? currentFolder, task), Path.Combine(currentFolder, task)]
            : [.. TaskFolders().Append(configFolder ?? currentFolder).Select(folder => Path.Combine(folder, task + ".yaml"))];
        if (task.Length > 0 && Array.Find(candidates, File.Exists) is { } found)
            return Shown(found);
        if (isPath && Array.Find(candidates, Directory.Exists) is { } folder)
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

    private IEnumerable<string> TaskFolders()
    {
        foreach (string start in new[] { configFolder ?? currentFolder, currentFolder })
            for (string? folder = Path.GetFullPath(start); folder is not null; folder = Path.GetDirectoryName(folder))
                yield return Path.Combine(folder, "tasks");
    }

    private string Shown(string path)
    {
        string relative = Path.GetRelativePath(currentFolder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
