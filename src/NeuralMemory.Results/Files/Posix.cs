using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NeuralMemory.Results;

/// <summary>What .NET does not do with files on Unix.</summary>
internal static partial class Posix
{
    private const int ReadOnly = 0;

    /// <summary>
    /// Flushes the entries of <paramref name="folder"/> to disk, so that renames and new files survive a power failure. On Windows there is
    /// nothing to do: NTFS journals its folders. A file system that cannot flush folders (some network ones) is left to its own promises.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET opens no folders, so this asks the C library.
        using SafeFileHandle handle = new(Open(folder, ReadOnly), ownsHandle: true);
        if (!handle.IsInvalid)
            _ = Synchronize(handle);
    }

    /// <summary>
    /// Opens a file for reading without regard to locks; .NET's own opening refuses a locked file. The handle is invalid if there is none.
    /// </summary>
    public static SafeFileHandle OpenLocked(string path) => new(Open(path, ReadOnly), ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(SafeFileHandle descriptor);
}
