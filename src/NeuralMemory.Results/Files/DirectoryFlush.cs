using System.Runtime.InteropServices;

namespace NeuralMemory.Results;

/// <summary>Makes renames and new entries of a folder survive a power failure.</summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <summary>
    /// Flushes the entries of <paramref name="folder"/> to disk. On Windows there is nothing to do: NTFS journals its folders.
    /// A file system that cannot flush folders (some network and virtual ones) is left to its own promises.
    /// </summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET opens no folders, so this asks the C library.
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            return;
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
