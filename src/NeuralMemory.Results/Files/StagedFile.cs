namespace NeuralMemory.Results;

/// <summary>
/// A file on its way: written under a temporary name in the folder where it belongs, which no other writer has meanwhile, and renamed when
/// it is complete and flushed to disk. If it is not completed, nothing of it is left.
/// </summary>
internal sealed class StagedFile : IDisposable
{
    private const int MostAttempts = 100;

    private readonly string _path, _temporary;
    private bool _isOver;

    private StagedFile(string path, string temporary, FileStream stream) => (_path, _temporary, Stream) = (path, temporary, stream);

    /// <summary>What is written to.</summary>
    public FileStream Stream { get; }

    /// <summary>Begins a file in a folder that exists.</summary>
    /// <param name="path">Where the file is when it is complete.</param>
    /// <param name="access">Whether what was written is read, too.</param>
    /// <param name="bufferSize">The bytes kept back; 0 where every write is to be seen at once.</param>
    /// <exception cref="IOException">The system refused, or another writer is at it.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refused.</exception>
    public static StagedFile Open(string path, FileAccess access = FileAccess.Write, int bufferSize = 4096)
    {
        string temporary = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(path))!, AtomicFile.TemporaryPrefix + Path.GetFileName(path));
        for (int attempt = 1; ; attempt++)
        {
            // Of a writer that died. Its file is not written over: were it another's that was renamed just now, that would be gone.
            AtomicFile.DeleteUnused(temporary);
            try
            {
                FileStream stream = Disk.OpenToWrite(temporary, FileMode.CreateNew, access, FileShare.None, bufferSize);
                if (Posix.IsAt(stream, temporary))
                    return new(path, temporary, stream);
                // Who cleans up came between its making and its locking, and took it for what a crash left.
                stream.Dispose();
            }
            catch (IOException exception) when (attempt < MostAttempts && Storage.IsThere(exception))
            {
                // Another writer was faster; what is no plain file, such as a folder, stays in the way.
            }
        }
    }

    /// <summary>The same, to write to piece by piece.</summary>
    public Stream Watched => Disk.Watched(Stream, _temporary);

    /// <summary>Puts the file in the place of what had its name.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refused.</exception>
    public void Complete()
    {
        Disk.Flush(Stream, _temporary);
        // Until it has its name nobody may take it for what a crash left, and from then on anybody may read it. Windows renames nothing
        // that is open.
        if (!Posix.TryShare(Stream))
            Stream.Dispose();
        Disk.RenameFile(_temporary, _path);
        _isOver = true;
        Stream.Dispose();
        Disk.FlushFolder(Path.GetDirectoryName(_temporary)!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk takes not even what was kept back; the file is closed all the same, and is to go.
        }

        AtomicFile.TryDelete(_temporary);
    }
}
