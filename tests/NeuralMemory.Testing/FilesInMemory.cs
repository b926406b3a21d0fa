using System.Runtime.CompilerServices;

namespace NeuralMemory.Testing;

/// <summary>
/// Keeps the files of tests, and of the programs that they start, in memory where the system can. A run flushes all that it writes to disk,
/// and a test waits for it; tests make thousands of runs.
/// </summary>
internal static class FilesInMemory
{
    private const string Variable = "TMPDIR", Memory = "/dev/shm", Mounts = "/proc/mounts";

    // Far more than all tests have at a time.
    private const long LeastRoom = 2L << 30;

    [ModuleInitializer]
    internal static void Begin()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) is null && HasRoom())
            Environment.SetEnvironmentVariable(Variable, Memory);
    }

    /// <summary>Whether there is such a folder, with enough room, and programs in it can be run.</summary>
    private static bool HasRoom()
    {
        try
        {
            string[]? mount = File.ReadLines(Mounts).Select(line => line.Split(' ')).LastOrDefault(fields => fields[1] == Memory);
            return mount is [_, _, _, var options, ..] && !options.Split(',').Contains("noexec")
                && new DriveInfo(Memory).AvailableFreeSpace > LeastRoom;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
