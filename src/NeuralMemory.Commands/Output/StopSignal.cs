using System.Runtime.InteropServices;

namespace NeuralMemory.Commands;

/// <summary>
/// What Ctrl-Z sends. .NET leaves a process running whose handler has heard it; this lets it stop as any other does, and tells when the
/// terminal is another's and when it is back.
/// </summary>
internal static partial class StopSignal
{
    private const int LinuxNumber = 20, OtherNumber = 18;
    private const nint Default = 0;

    /// <summary>More than the system keeps of a handler.</summary>
    private const int HandlerBytes = 512;

    /// <summary>Listens; null on Windows, which does not have it.</summary>
    /// <param name="before">The process is about to stop.</param>
    /// <param name="after">It goes on.</param>
    public static PosixSignalRegistration? Listen(Action before, Action after) => OperatingSystem.IsWindows()
        ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context =>
        {
            context.Cancel = true;
            before();
            Stop(OperatingSystem.IsLinux() ? LinuxNumber : OtherNumber);
            after();
        });

    /// <summary>Stops until somebody lets the process go on; where no shell could do that, the system does not stop it.</summary>
    private static void Stop(int signal)
    {
        byte[] handler = new byte[HandlerBytes];
        if (GetHandler(signal, 0, handler) != 0)
            return;
        SetHandler(signal, Default);
        // To this thread: it returns only when the process goes on.
        _ = Raise(signal);
        _ = RestoreHandler(signal, handler, 0);
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetHandler(int signal, nint none, [Out] byte[] handler);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RestoreHandler(int signal, byte[] handler, nint none);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Raise(int signal);
}
