namespace NeuralMemory.Results;

/// <summary>What a run takes of the disk, by what its files hold.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Checkpoints">Its checkpoints.</param>
/// <param name="Files">How many files it is.</param>
public readonly record struct RunUsage(long Bytes, long Checkpoints, int Files)
{
    private static readonly EnumerationOptions All =
        new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The sum of two.</summary>
    public static RunUsage operator +(RunUsage a, RunUsage b) => new(a.Bytes + b.Bytes, a.Checkpoints + b.Checkpoints, a.Files + b.Files);

    /// <summary>The sum of two.</summary>
    public static RunUsage Add(RunUsage left, RunUsage right) => left + right;

    /// <summary>That of a folder; what goes meanwhile, or cannot be read, does not count.</summary>
    /// <param name="path">A run, or any other folder.</param>
    public static RunUsage Of(string path)
    {
        (long bytes, int files) = Count(path);
        return new(bytes, Count(Path.Combine(path, RunFiles.Checkpoints)).Bytes, files);
    }

    /// <summary>That of the trash folders in a folder and below.</summary>
    /// <param name="path">The folder.</param>
    public static RunUsage OfTrash(string path) => !Directory.Exists(path) ? default
        : Directory.EnumerateDirectories(path, RunTrash.Folder, All).Prepend(Path.Combine(path, RunTrash.Folder)).Distinct()
            .Aggregate(default(RunUsage), (sum, trash) => sum + Of(trash));

    private static (long Bytes, int Files) Count(string path)
    {
        long bytes = 0;
        int files = 0;
        if (!Directory.Exists(path))
            return (0, 0);
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles("*", All))
        {
            try
            {
                bytes += file.Length;
                files++;
            }
            catch (IOException)
            {
                // A checkpoint that was replaced meanwhile.
            }
        }

        return (bytes, files);
    }
}
