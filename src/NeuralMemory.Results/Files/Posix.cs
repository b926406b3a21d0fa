using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NeuralMemory.Results;

/// <summary>What .NET does not do with files on Unix.</summary>
internal static partial class Posix
{
    private const int ReadOnly = 0, SharedLock = 1;
    private const int LinuxNonBlocking = 0x800, OtherNonBlocking = 0x4;
    private const int NotFound = 2, Interrupted = 4, NotPermitted = 13, Invalid = 22, MacNotSupported = 45, LinuxNotSupported = 95;

    /// <summary>
    /// Flushes a file to disk. .NET's own flush passes over what fsync answers; here every answer but success is an error.
    /// </summary>
    /// <exception cref="IOException">The disk did not take it; has the system's error number.</exception>
    public static void Flush(FileStream stream)
    {
        // On a Mac fsync leaves the drive's own cache alone, which .NET's flush does not.
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            stream.Flush(flushToDisk: true);
        if (!OperatingSystem.IsWindows() && Synchronize(stream.SafeFileHandle, out int error) is false)
            throw Refused(error);
    }

    /// <summary>
    /// Flushes the entries of <paramref name="folder"/> to disk, so that renames and new files survive a power failure. On Windows there is
    /// nothing to do: NTFS journals its folders. Three answers are no error, because nothing that this program could do would change them:
    /// EINVAL and ENOTSUP, with which a file system says that it flushes no folders (some network ones, /proc), and EACCES on opening a
    /// folder that may be written and not read. Such folders are left to their file system.
    /// </summary>
    /// <exception cref="IOException">The disk did not take it; has the system's error number.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET opens no folders, so this asks the C library.
        using SafeFileHandle handle = OpenFile(folder, ReadOnly, out int error);
        if (handle.IsInvalid && error != NotPermitted)
            throw Refused(error);
        if (!handle.IsInvalid && !Synchronize(handle, out error) && error is not (Invalid or MacNotSupported or LinuxNotSupported))
            throw Refused(error);
    }

    /// <summary>
    /// Opens a file for reading without regard to locks; .NET's own opening refuses a locked file. The handle is invalid if there is none.
    /// A pipe is not waited for.
    /// </summary>
    public static SafeFileHandle OpenLocked(string path) =>
        OpenFile(path, ReadOnly | (OperatingSystem.IsLinux() ? LinuxNonBlocking : OtherNonBlocking), out _);

    /// <summary>
    /// Whether an open file is still the one at <paramref name="path"/>: on Linux, whether it was renamed or deleted since it was opened;
    /// elsewhere, whether there is one.
    /// </summary>
    public static bool IsAt(FileStream stream, string path)
    {
        const string descriptors = "/proc/self/fd/";
        if (!OperatingSystem.IsLinux() || !Directory.Exists(descriptors))
            return File.Exists(path);
        // A deleted file has ' (deleted)' behind its name there.
        string link = descriptors + stream.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        return Path.GetFileName(new FileInfo(link).LinkTarget) == Path.GetFileName(path);
    }

    /// <summary>
    /// Lets others read a file that is open here alone; who wants it alone still finds it taken. .NET's own locks go when a file is closed.
    /// </summary>
    /// <returns>Whether it is so; not on Windows, nor on a file system without such locks.</returns>
    public static bool TryShare(FileStream stream)
    {
        if (OperatingSystem.IsWindows())
            return false;
        int error;
        do
            error = Lock(stream.SafeFileHandle, SharedLock) == 0 ? 0 : Marshal.GetLastPInvokeError();
        while (error == Interrupted);
        return error == 0;
    }

    /// <summary>Whether <paramref name="path"/> is a pipe or a device that, once opened, waits for another process.</summary>
    public static bool IsPipe(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        using SafeFileHandle handle = OpenLocked(path);
        if (handle.IsInvalid || Directory.Exists(path))
            return false;
        using FileStream stream = new(handle, FileAccess.Read, bufferSize: 0);
        return !stream.CanSeek;
    }

    private static SafeFileHandle OpenFile(string path, int flags, out int error)
    {
        int descriptor;
        do
        {
            descriptor = Open(path, flags);
            error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (error == Interrupted);
        return new(descriptor, ownsHandle: true);
    }

    private static bool Synchronize(SafeFileHandle handle, out int error)
    {
        do
            error = Synchronize(handle) == 0 ? 0 : Marshal.GetLastPInvokeError();
        while (error == Interrupted);
        return error == 0;
    }

    private static IOException Refused(int error) => error == NotFound
        ? new DirectoryNotFoundException(Marshal.GetPInvokeErrorMessage(error))
        : new IOException(Marshal.GetPInvokeErrorMessage(error), error);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle descriptor);
}
