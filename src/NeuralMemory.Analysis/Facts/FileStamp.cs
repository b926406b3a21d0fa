namespace NeuralMemory.Analysis;

/// <summary>What tells a file, or a folder, from the one that was there before, without reading it.</summary>
/// <param name="Length">How many bytes it has; -1 for a folder, and -2 where there is none.</param>
/// <param name="Ticks">When it was written to.</param>
internal readonly record struct FileStamp(long Length, long Ticks)
{
    /// <summary>That of a path.</summary>
    public static FileStamp Of(string path)
    {
        FileInfo file = new(path);
        try
        {
            return file.Exists ? new(file.Length, file.LastWriteTimeUtc.Ticks)
                : (file.Attributes & FileAttributes.Directory) != 0 && (int)file.Attributes != -1 ? new(-1, file.LastWriteTimeUtc.Ticks)
                : new(-2, 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(-2, 0);
        }
    }
}
