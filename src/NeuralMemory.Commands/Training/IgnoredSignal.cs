using System.Globalization;
using System.Runtime.InteropServices;

namespace NeuralMemory.Commands;

/// <summary>
/// A shell starts what a script puts in the background with SIGINT ignored, and .NET respects that. Who sends it to a training run
/// nevertheless, wants it to stop.
/// </summary>
internal static partial class IgnoredSignal
{
    private const string StatusFile = "/proc/self/status", IgnoredField = "SigIgn:";
    private const nint Default = 0;

    /// <summary>Gives a signal back its default meaning if it is ignored; does nothing where the system does not tell.</summary>
    /// <param name="signal">The signal's number.</param>
    public static void Heed(int signal)
    {
        if (OperatingSystem.IsLinux() && IsIgnored(signal))
            SetHandler(signal, Default);
    }

    private static bool IsIgnored(int signal)
    {
        try
        {
            string? line = File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(IgnoredField, StringComparison.Ordinal));
            return ulong.TryParse(line?[IgnoredField.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong mask)
                && (mask >> (signal - 1) & 1) != 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetHandler(int signal, nint handler);
}
