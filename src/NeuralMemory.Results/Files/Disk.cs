namespace NeuralMemory.Results;

/// <summary>
/// All that is done to the files of runs goes through here: each call that makes, writes, flushes, renames or deletes. A test can watch
/// the calls of its own flow of execution and let any of them fail; nothing else can.
/// </summary>
internal static class Disk
{
    private static readonly AsyncLocal<IDiskWatch?> Watcher = new();

    /// <summary>Who watches the calls of this flow of execution and of the threads that it starts; null for nobody.</summary>
    public static IDiskWatch? Watch
    {
        get => Watcher.Value;
        set => Watcher.Value = value;
    }

    /// <summary>Makes a folder in one that exists, durably; nothing happens if it is there.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder that it belongs in does not exist. It is not made.</exception>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        string parent = ParentOf(path);
        if (!Directory.Exists(parent) && !File.Exists(parent))
            throw new DirectoryNotFoundException($"there is no folder '{parent}'");
        Before(DiskCall.MakeFolder, path);
        Directory.CreateDirectory(path);
        FlushFolder(parent);
    }

    /// <summary>Makes a folder and those above it that are missing, durably.</summary>
    public static void MakeFolders(string path)
    {
        Stack<string> missing = new();
        for (string? up = Path.GetFullPath(path); up is not null && !Directory.Exists(up); up = Path.GetDirectoryName(up))
            missing.Push(up);
        foreach (string folder in missing)
            MakeFolder(folder);
    }

    /// <summary>The folder that holds a file or folder.</summary>
    public static string ParentOf(string path) =>
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) ?? path;

    /// <summary>Opens a file for writing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it is made, or there already.</param>
    /// <param name="access">Whether it is read too.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="bufferSize">The bytes kept back; 0 where every write is to be seen at once.</param>
    public static FileStream OpenToWrite(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize = 4096)
    {
        Before(DiskCall.OpenToWrite, path);
        return new(path, mode, access, share, bufferSize);
    }

    /// <summary>A stream that writes to <paramref name="stream"/>; itself where nobody watches.</summary>
    public static Stream Watched(FileStream stream, string path) => Watch is null ? stream : new WatchedStream(stream, path);

    /// <summary>Writes to a file.</summary>
    public static void Write(FileStream stream, ReadOnlySpan<byte> bytes, string path)
    {
        if (Watch is { } watch)
        {
            byte[] part = bytes[..(bytes.Length / 2)].ToArray();
            watch.Before(DiskCall.Write, path, () => stream.Write(part));
        }

        stream.Write(bytes);
    }

    /// <summary>Writes to a place of a file that keeps nothing back.</summary>
    public static void WriteAt(FileStream stream, ReadOnlySpan<byte> bytes, long place, string path)
    {
        if (Watch is { } watch)
        {
            byte[] part = bytes[..(bytes.Length / 2)].ToArray();
            watch.Before(DiskCall.Write, path, () => RandomAccess.Write(stream.SafeFileHandle, part, place));
        }

        RandomAccess.Write(stream.SafeFileHandle, bytes, place);
    }

    /// <summary>Cuts a file to a length.</summary>
    public static void Truncate(FileStream stream, long length, string path)
    {
        Before(DiskCall.Truncate, path);
        stream.SetLength(length);
    }

    /// <summary>Makes what was written to a file survive a power failure.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Flush(FileStream stream, string path)
    {
        Before(DiskCall.Flush, path);
        stream.Flush();
        if (Watch is not { Flushes: false })
            Posix.Flush(stream);
    }

    /// <summary>Makes new, renamed and deleted entries of a folder survive a power failure.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void FlushFolder(string folder)
    {
        Before(DiskCall.FlushFolder, folder);
        if (Watch is not { Flushes: false })
            Posix.FlushFolder(folder);
    }

    /// <summary>Gives a file another name in place of the file that has it.</summary>
    public static void RenameFile(string from, string to)
    {
        Before(DiskCall.Rename, to);
        File.Move(from, to, overwrite: true);
    }

    /// <summary>Gives a folder another name, which none has.</summary>
    public static void RenameFolder(string from, string to)
    {
        Before(DiskCall.Rename, to);
        Directory.Move(from, to);
    }

    /// <summary>Deletes a file; nothing happens if there is none.</summary>
    public static void DeleteFile(string path)
    {
        if (!File.Exists(path))
            return;
        Before(DiskCall.DeleteFile, path);
        File.Delete(path);
    }

    /// <summary>Deletes a folder and what is in it; nothing happens if there is none.</summary>
    public static void DeleteFolder(string path)
    {
        if (!Directory.Exists(path))
            return;
        foreach (string file in Directory.GetFiles(path))
            DeleteFile(file);
        Before(DiskCall.DeleteFolder, path);
        Directory.Delete(path, recursive: true);
    }

    /// <summary>Deletes a folder that has nothing in it; nothing happens if there is none.</summary>
    /// <exception cref="IOException">Something is in it.</exception>
    public static void DeleteEmptyFolder(string path)
    {
        if (!Directory.Exists(path))
            return;
        Before(DiskCall.DeleteFolder, path);
        Directory.Delete(path);
    }

    /// <summary>Opens a file that a writer may delete meanwhile.</summary>
    public static FileStream OpenToRead(string path)
    {
        Before(DiskCall.OpenToRead, path);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    private static void Before(DiskCall call, string path) => Watch?.Before(call, path, half: null);

    /// <summary>Lets the watch see each piece that is written.</summary>
    private sealed class WatchedStream(FileStream inner, string path) : WriteOnlyStream
    {
        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Disk.Write(inner, buffer, path);

        public override void Flush() => inner.Flush();
    }
}
