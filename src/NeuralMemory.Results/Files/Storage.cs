using System.Diagnostics;

namespace NeuralMemory.Results;

/// <summary>Turns what the operating system refuses into messages for users.</summary>
internal static class Storage
{
    // The raw codes that .NET leaves in HResult: errno on Unix, HRESULT_FROM_WIN32 on Windows.
    private const int UnixNoSpace = 28, UnixNoQuota = 122, MacNoQuota = 69, UnixReadOnly = 30;
    private const int UnixBroken = 5, UnixExists = 17, UnixNotAFolder = 20;
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsFileExists = unchecked((int)0x80070050);
    private const int UnixLocked = 11, MacLocked = 35, WindowsShared = unchecked((int)0x80070020);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    // To write takes milliseconds; a disk that others keep busy may take seconds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30), BetweenAttempts = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs <paramref name="action"/>; what the system refuses becomes a <see cref="RunException"/> about that path.</summary>
    /// <param name="verb">What is being done, as in "cannot <c>write</c> 'results/x'".</param>
    /// <param name="path">What it is done to.</param>
    /// <param name="action">What may be refused.</param>
    public static T Try<T>(string verb, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Explain(verb, path, exception);
        }
    }

    /// <inheritdoc cref="Try{T}"/>
    public static void Try(string verb, string path, Action action) => Try(verb, path, () =>
    {
        action();
        return true;
    });

    /// <summary>
    /// Refuses a file without content before it is opened. Pipes and devices have none, and to open one can mean to wait for ever.
    /// </summary>
    /// <exception cref="RunException">It is empty, or no plain file.</exception>
    public static void ExpectContent(string path)
    {
        if (IsEmpty(path))
            throw new RunException(RunProblem.Damaged, $"'{path}' is damaged: it is empty, or no plain file");
    }

    /// <summary>Whether a file is there and has no length, as pipes and devices have none.</summary>
    public static bool IsEmpty(string path) => Try("read", path, () =>
    {
        FileInfo file = new(path);
        FileSystemInfo final = file is { Exists: true, LinkTarget: not null } ? file.ResolveLinkTarget(returnFinalTarget: true)! : file;
        return final is FileInfo { Exists: true, Length: 0 };
    });

    /// <summary>The text of a file that is not empty.</summary>
    public static string ReadText(string path)
    {
        ExpectContent(path);
        // Who looks for what a crash left may have it alone for an instant, where it got its name just now.
        return Try("read", path, () => TakeTurn(() => File.ReadAllText(path)));
    }

    /// <summary>Opens what one process alone may have open; while another has it, this one waits.</summary>
    /// <exception cref="IOException">The system refused, or another process has had it for too long.</exception>
    public static T TakeTurn<T>(Func<T> open)
    {
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return open();
            }
            catch (IOException exception) when (IsSharing(exception) && Stopwatch.GetElapsedTime(start) < LongestWait)
            {
                Thread.Sleep(BetweenAttempts);
            }
        }
    }

    /// <summary>Whether a file could not be made because there is one.</summary>
    public static bool IsThere(IOException exception) => exception.HResult is UnixExists or WindowsFileExists;

    /// <summary>Whether a file could not be opened because another process has it open.</summary>
    public static bool IsSharing(IOException exception) => exception.HResult is UnixLocked or MacLocked or WindowsShared;

    /// <summary>The message for a refused operation on <paramref name="path"/>.</summary>
    public static RunException Explain(string verb, string path, Exception exception) =>
        new(exception is FileNotFoundException or DirectoryNotFoundException ? RunProblem.Missing : RunProblem.Storage,
            $"cannot {verb} '{path}': {Reason(path, exception)}", exception);

    private static string Reason(string path, Exception exception) => exception switch
    {
        { HResult: UnixNoSpace or WindowsDiskFull or WindowsHandleDiskFull } => "the disk is full",
        { HResult: UnixNoQuota or MacNoQuota } => "the disk quota is used up",
        { HResult: UnixReadOnly or WindowsWriteProtected } => "the disk is mounted read-only",
        UnauthorizedAccessException when WasOpenedAsFile(path, exception) => "it is a folder, not a file",
        UnauthorizedAccessException => "no permission",
        PathTooLongException => "the path is too long",
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException when FileInTheWay(path) is { } file => $"'{file}' is a file, not a folder",
        DirectoryNotFoundException => "there is no such folder",
        { HResult: UnixExists or UnixNotAFolder } when FileInTheWay(path) is { } file => $"'{file}' is a file, not a folder",
        IOException when OperatingSystem.IsWindows() && FileInTheWay(path) is { } file => $"'{file}' is a file, not a folder",
        IOException shared when IsSharing(shared) => "another process has it open",
        { HResult: UnixBroken } => "the disk does not answer as it should (an input/output error)",
        _ => exception.Message.TrimEnd('.'),
    };

    /// <summary>
    /// Whether what was refused is the folder itself, and not for want of permission: .NET refuses to open a folder as a file in the words
    /// of a file without permission.
    /// </summary>
    private static bool WasOpenedAsFile(string path, Exception exception)
    {
        if (!Directory.Exists(path) || !exception.Message.Contains($"'{Path.GetFullPath(path)}'", StringComparison.Ordinal))
            return false;
        try
        {
            using IEnumerator<string> entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The file among the parents of <paramref name="path"/>, where a folder is needed.</summary>
    private static string? FileInTheWay(string path)
    {
        for (string? parent = path; !string.IsNullOrEmpty(parent); parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
                return parent;
            if (Directory.Exists(parent))
                return null;
        }

        return null;
    }
}
