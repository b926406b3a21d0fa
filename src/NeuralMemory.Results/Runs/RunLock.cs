using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NeuralMemory.Results;

/// <summary>
/// The right to write to a run: an operating-system lock on <c>run.lock</c>, held while this object lives. The system drops
/// it when the process dies, however it dies, so the file that stays behind blocks nobody. On network file systems
/// without locks the right is not enforced.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const int Attempts = 10;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _stream;

    private RunLock(FileStream stream, string path) => (_stream, Path) = (stream, path);

    /// <summary>Where its file is, or was.</summary>
    public string Path { get; }

    /// <summary>Takes the lock of the run in <paramref name="folder"/>.</summary>
    /// <exception cref="RunException">Another process has it (the message names it), or the system refused.</exception>
    public static RunLock Acquire(string folder)
    {
        string path = PathIn(folder);
        // On Unix .NET locks exclusively only what is shared with nobody. Windows enforces the sharing itself, and there the owner's name
        // must stay readable.
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new RunLock(
                    Signed(Disk.OpenToWrite(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0), path), path);
            }
            catch (IOException exception) when (attempt < Attempts && Storage.IsSharing(exception))
            {
                // A listing may be looking at the lock this very moment; a run in use stays so for longer.
                Thread.Sleep(BetweenAttempts);
            }
            catch (IOException exception) when (Storage.IsSharing(exception))
            {
                throw new RunException(RunProblem.InUse,
                    $"the run '{folder}' is in use by {Owner(path)}; wait until it ends, or stop it first");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw Storage.Explain("lock", Directory.Exists(path) ? path : folder, exception);
            }
        }
    }

    /// <summary>
    /// Makes sure that the folder still has this lock: one that was removed and made anew has another, and so has one on a file system
    /// without locks that a second process has taken. A lock's file that is not there says nothing.
    /// </summary>
    /// <exception cref="RunException">Another process has the folder now.</exception>
    public void ExpectOwn()
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        if (NoteIn(Path) is { } note && note != OwnNote)
            throw new RunException(RunProblem.InUse, $"the folder of the run, '{folder}', was taken from it while it trained, by "
                + $"{(note.Length > 0 ? note : "another process")}; this run has ended");
    }

    /// <summary>Whether some process is writing to the run in <paramref name="folder"/>.</summary>
    public static bool IsHeld(string folder)
    {
        string path = PathIn(folder);
        // To open a pipe is to wait for ever.
        if (!File.Exists(path) || Posix.IsPipe(path))
            return false;
        try
        {
            using FileStream probe = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (IOException exception) when (Storage.IsSharing(exception))
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The lock's file with a note of who has it, for those who meet the lock.</summary>
    private static FileStream Signed(FileStream stream, string path)
    {
        try
        {
            if (!stream.CanSeek)
                throw NotPlain(path);
            if (stream.Length > 0)
                Disk.Truncate(stream, 0, path);
            Disk.Write(stream, Encoding.UTF8.GetBytes(OwnNote + "\n"), path);
            // A device that is written to has no length even so.
            return stream.Length > 0 ? stream : throw NotPlain(path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static RunException NotPlain(string path) => new(RunProblem.Damaged, $"'{path}' is no plain file; move it away");

    /// <summary>Gives the lock up; once more does nothing.</summary>
    public void Dispose()
    {
        if (!_stream.CanWrite)
            return;
        // The file stays: deleting it would let two processes hold "the" lock, one of them on a file without a name.
        try
        {
            Disk.Truncate(_stream, 0, Path);
        }
        catch (IOException)
        {
            // The content is only a note for people; the lock itself goes with the handle.
        }
        finally
        {
            _stream.Dispose();
        }
    }

    private static string OwnNote => string.Create(
        CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");

    private static string PathIn(string folder) => System.IO.Path.Combine(folder, RunFiles.Lock);

    private static string Owner(string path) => NoteIn(path) is { Length: > 0 } note ? note : "another process";

    /// <summary>The note in a lock's file, which may be locked; null where there is none to read.</summary>
    private static string? NoteIn(string path)
    {
        try
        {
            using SafeFileHandle handle = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
                : Posix.OpenLocked(path);
            Span<byte> note = stackalloc byte[256];
            return handle.IsInvalid ? null : Encoding.UTF8.GetString(note[..RandomAccess.Read(handle, note, fileOffset: 0)]).TrimEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
