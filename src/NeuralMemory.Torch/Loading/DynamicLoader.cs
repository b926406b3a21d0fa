using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary>
/// The loader of Linux, called directly: by .NET's own a library loads though functions are missing, and the process ends when one is
/// called.
/// </summary>
internal static partial class DynamicLoader
{
    private const int Now = 2;

    /// <summary>Loads a library with everything that it refers to.</summary>
    /// <exception cref="DllNotFoundException">The system says why not.</exception>
    public static nint Load(string path)
    {
        // Once before: .NET looks the function up at its first call, and that would forget the message.
        _ = Problem();
        nint handle = Open(path, Now);
        return handle != 0 ? handle : throw new DllNotFoundException(Marshal.PtrToStringUTF8(Problem()) ?? path);
    }

    /// <summary>The version of the C library; null if it is another one than glibc.</summary>
    public static Version? CLibrary()
    {
        try
        {
            return Version.TryParse(Marshal.PtrToStringUTF8(GlibcVersion()), out Version? version) ? version : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int mode);

    [LibraryImport("libc", EntryPoint = "dlerror")]
    private static partial nint Problem();

    [LibraryImport("libc", EntryPoint = "gnu_get_libc_version")]
    private static partial nint GlibcVersion();
}
