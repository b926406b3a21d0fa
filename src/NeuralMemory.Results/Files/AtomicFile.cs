using System.Text;

namespace NeuralMemory.Results;

/// <summary>
/// Replaces files as a whole: a reader sees the old content or the new one, never a part, whenever the writer dies.
/// The content is written under a temporary name in the same folder, flushed to disk, and renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>What the names of unfinished files and folders begin with. Readers skip them.</summary>
    public const string TemporaryPrefix = ".tmp-";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Refuses a path that <see cref="Write"/> would refuse for want of its folder, before what is to be written is computed.
    /// </summary>
    /// <exception cref="RunException">The path is a folder, or lies in one that does not exist.</exception>
    public static void ExpectPlace(string path)
    {
        RefuseFolder(path);
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw Storage.Explain("write", path, new DirectoryNotFoundException());
    }

    /// <summary>
    /// Writes the file at <paramref name="path"/>, in a folder that exists. Writers of the same file, in whatever process, take turns.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">
    /// Puts the content into the stream. What was written before it is there meanwhile, and no other writer comes between.
    /// </param>
    /// <exception cref="RunException">
    /// The system refused, or another process has been writing the same file for too long. The old content is intact; where only the
    /// folder could not be flushed, the new content is there, and may be lost in a power failure.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        RefuseFolder(path);
        if (IsDevice(path))
        {
            WriteThrough(path, write);
            return;
        }

        Storage.Try("write", path, () =>
        {
            using StagedFile file = Storage.TakeTurn(() => StagedFile.Open(path));
            write(file.Watched);
            file.Complete();
        });
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte-order mark; see <see cref="Write"/>.</summary>
    /// <exception cref="RunException">The system refused. The old content is intact.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Utf8.GetBytes(text)));

    /// <summary>Makes a folder and those above it that are missing, so that they survive a power failure.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public static void MakeFolders(string path) => Storage.Try("create", path, () => Disk.MakeFolders(path));

    /// <summary>
    /// Deletes what crashed writers left in <paramref name="folder"/>: files and folders that begin with <see cref="TemporaryPrefix"/>.
    /// A file that another process has open is left alone. Nothing happens if the folder does not exist.
    /// </summary>
    /// <exception cref="RunException">The system refused.</exception>
    public static void RemoveLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        Storage.Try("clean up", folder, () =>
        {
            foreach (string path in Directory.GetFiles(folder, TemporaryPrefix + "*"))
                TryDelete(path);
            foreach (string path in Directory.GetDirectories(folder, TemporaryPrefix + "*"))
                Disk.DeleteFolder(path);
        });
    }

    /// <summary>Writes a file and flushes it to disk before it returns.</summary>
    internal static void WriteDurably(string path, FileMode mode, Action<Stream> write)
    {
        using FileStream stream = Disk.OpenToWrite(path, mode, FileAccess.Write, FileShare.None);
        write(Disk.Watched(stream, path));
        Disk.Flush(stream, path);
    }

    /// <summary>
    /// Whether a path is that of a device or an open file of the process, such as <c>/dev/stdout</c>: those are written to, and nothing
    /// takes their place.
    /// </summary>
    internal static bool IsDevice(string path)
    {
        string full = Path.GetFullPath(path);
        return !OperatingSystem.IsWindows() && full.StartsWith("/dev/", StringComparison.Ordinal)
            && !full.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(full);
    }

    private static void WriteThrough(string path, Action<Stream> write) => Storage.Try("write", path, () =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(stream);
        stream.Flush();
    });

    private static void RefuseFolder(string path)
    {
        if (Directory.Exists(path))
            throw new RunException(RunProblem.Storage, $"cannot write '{path}': it is a folder, not a file");
    }

    /// <summary>Deletes a file unless another process has it open.</summary>
    internal static void TryDelete(string path)
    {
        try
        {
            DeleteUnused(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in use, or was removed by its owner just now: not ours to touch.
        }
    }

    /// <summary>Deletes a file; nothing happens if there is none.</summary>
    /// <exception cref="IOException">Another process has it open, or the system refused.</exception>
    internal static void DeleteUnused(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            // It goes while it is open here alone, and has its name: else it was renamed meanwhile, and another writer's has its name now.
            using FileStream stream = new(
                path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None, bufferSize: 0);
            if (Posix.IsAt(stream, path))
                Disk.DeleteFile(path);
        }
        catch (FileNotFoundException)
        {
            // It was removed by its owner just now.
        }
    }
}
