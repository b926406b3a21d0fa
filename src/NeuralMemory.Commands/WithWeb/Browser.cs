using System.ComponentModel;
using System.Diagnostics;

namespace NeuralMemory.Commands;

/// <summary>Opens pages in the user's browser, where there is one; elsewhere, as on a machine that is far away, does nothing.</summary>
internal static class Browser
{
    /// <summary>What a browser prints is not the command's, and a Ctrl-C is not meant for it.</summary>
    private const string Quietly = "\"$0\" \"$1\" </dev/null >/dev/null 2>&1 &";

    /// <summary>Opens a page. Other users of the computer may read the address, as they may any program's arguments.</summary>
    public static void Open(Uri address)
    {
        if (Program() is not { } program)
            return;
        try
        {
            using Process? process = Process.Start(OperatingSystem.IsWindows()
                ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
                : new ProcessStartInfo("/bin/sh", ["-c", Quietly, program, address.AbsoluteUri]));
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // The address was printed.
        }
    }

    private static string? Program()
    {
        if (Has("SSH_CONNECTION") || Has("SSH_TTY"))
            return null;
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            return "open";
        return Has("DISPLAY") || Has("WAYLAND_DISPLAY") ? "xdg-open" : null;
    }

    private static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
