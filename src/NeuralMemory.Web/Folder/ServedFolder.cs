using System.Buffers;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>
/// The folder that is shown, and nothing else: runs go by names, which are their paths below it with '/' between folders, and a name that
/// leads elsewhere is refused, be it by <c>..</c>, as a full path, or through a link.
/// </summary>
public sealed class ServedFolder
{
    /// <summary>The name of the folder itself, where it is a run.</summary>
    public const string Itself = ".";

    private const long LargestText = 16 << 20;

    private static readonly SearchValues<char> NoCharacters = SearchValues.Create(System.IO.Path.GetInvalidFileNameChars());

    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 4,
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
    };

    private ServedFolder(string given, string path) => (Given, Path) = (given, path);

    /// <summary>The folder as the user gave it, as commands take it.</summary>
    public string Given { get; }

    /// <summary>The folder as a full path without links.</summary>
    public string Path { get; }

    /// <summary>What the path of everything below it begins with.</summary>
    private string Inside => System.IO.Path.EndsInDirectorySeparator(Path) ? Path : Path + System.IO.Path.DirectorySeparatorChar;

    /// <summary>Whether it is a run itself, or the rest of one.</summary>
    public bool IsRun => RunDirectory.IsRun(Path) || RunLister.IsHalfWritten(Path);

    /// <summary>Whether it is still there.</summary>
    public bool IsThere => Directory.Exists(Path);

    /// <summary>What it is called.</summary>
    public string Title => System.IO.Path.GetFileName(Path) is { Length: > 0 } name ? name : Path;

    /// <summary>Finds the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="RunException">There is none; the message tells what may be meant.</exception>
    public static ServedFolder Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (File.Exists(folder))
            throw new RunException(RunProblem.Missing, $"'{folder}' is a file, not a run or a folder of runs");
        if (Directory.Exists(folder))
            return new(folder, System.IO.Path.TrimEndingDirectorySeparator(RealPath.Of(folder)));
        throw folder == RunFiles.UsualFolder
            ? new RunException(RunProblem.Missing,
                $"there is no folder '{folder}' here; train a machine first, or name the folder that your runs are in")
            : RunLister.NothingAt(folder);
    }

    /// <summary>The name of a run.</summary>
    /// <param name="path">Its folder, at or below this one.</param>
    public string NameOf(string path) =>
        System.IO.Path.GetRelativePath(Path, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');

    /// <summary>The folder of a run.</summary>
    /// <param name="name">Its name, as an address has it.</param>
    /// <exception cref="RunException">The name leads elsewhere, there is no such run, or files of it are links to elsewhere.</exception>
    public string PathOf(string? name)
    {
        string path = Below(name);
        if (!Directory.Exists(path))
            throw new RunException(RunProblem.Missing, $"there is no run {Quoted.Text(name!)} in this folder; it may have been removed");
        ExpectInside(path);
        return path;
    }

    /// <summary>
    /// Makes sure that no file of a run leads out of this folder, and that those which are read as a whole are no larger than any is that
    /// training writes.
    /// </summary>
    /// <param name="path">The run's folder.</param>
    /// <exception cref="RunException">One does, or is; the message names it.</exception>
    public void ExpectInside(string path)
    {
        if (!IsInside(RealPath.Of(path)))
            throw Elsewhere(NameOf(path));
        try
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", All))
            {
                if ((entry.Attributes & FileAttributes.ReparsePoint) != 0 && !IsInside(RealPath.Of(entry.FullName)))
                    throw Elsewhere(NameOf(entry.FullName));
                if (entry is FileInfo { Length: > LargestText } file && IsReadWhole(file, path))
                    throw new RunException(RunProblem.Damaged,
                        $"{Quoted.Text(NameOf(file.FullName))} is larger than {LargestText >> 20} MiB, which no such file of a run is");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The run is changing or going; whoever reads it next says what of it is missing.
        }
    }

    /// <summary>A message with the names of runs in place of their full paths.</summary>
    public string Shorten(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Replace(Inside, "", StringComparison.Ordinal).Replace(Path, Title, StringComparison.Ordinal);
    }

    /// <summary>Metrics are read by lines, and arrays and texts of a corpus are not read here.</summary>
    private static bool IsReadWhole(FileInfo file, string run) => file.Name is not (RunFiles.Metrics or RunFiles.Table)
        && (file.DirectoryName == run || file.DirectoryName == System.IO.Path.Combine(run, RunFiles.Evaluations));

    private string Below(string? name)
    {
        if (name == Itself)
            return Path;
        string[] parts = name?.Split('/') ?? [];
        return parts.Length > 0 && Array.TrueForAll(parts, IsPlain) ? System.IO.Path.Combine([Path, .. parts])
            : throw new RunException(RunProblem.Missing, string.IsNullOrEmpty(name)
                ? "the address names no run"
                : $"{Quoted.Text(name)} is not the name of a run in this folder");
    }

    /// <summary>
    /// Whether it can be a folder's name on this system: on one a colon or a backslash leads elsewhere, on others it is a character as any.
    /// Hidden folders hold no runs; <c>.</c> and <c>..</c> are among them.
    /// </summary>
    private static bool IsPlain(string part) => part.Length > 0 && part[0] != '.' && !part.AsSpan().ContainsAny(NoCharacters);

    private bool IsInside(string real) => real == Path || real.StartsWith(Inside, StringComparison.Ordinal);

    private static RunException Elsewhere(string name) =>
        new(RunProblem.Missing, $"{Quoted.Text(name)} is a link that leads out of the folder, and is not shown");
}
