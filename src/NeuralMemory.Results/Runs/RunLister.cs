namespace NeuralMemory.Results;

/// <summary>Finds runs on disk.</summary>
public static class RunLister
{
    private const int Depth = 4;
    private const int SuggestionDepth = 2;
    private const int MostSuggestions = 3;

    /// <summary>
    /// The runs in <paramref name="folder"/> and up to four levels below, or the folder itself if it is a run; the latest heard of first.
    /// A run with damaged files is listed with its problem; a folder that cannot be read, or goes meanwhile, is skipped. Empty if there is
    /// no such folder.
    /// </summary>
    public static IReadOnlyList<RunSummary> Find(string folder) =>
    [
        .. Paths(folder, Depth).Select(path => TryRead(() => Summarize(path), [])).OfType<RunSummary>()
            .OrderByDescending(run => run.Updated).ThenBy(run => run.Path, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Where the runs in <paramref name="folder"/> and up to four levels below are, or the folder itself if it is a run, by name; nothing
    /// of them is read. Empty if there is no such folder.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="withHalfWritten">
    /// Whether folders count that a run began in and that are none: <c>config.yaml</c>, which comes last, is missing.
    /// </param>
    public static IReadOnlyList<string> FindPaths(string folder, bool withHalfWritten = false) =>
        [.. Paths(folder, Depth, withHalfWritten).Order(NaturalOrder.Instance)];

    /// <summary>Whether a run has left files in a folder that is none, as one that died before it had begun.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsHalfWritten(string path) => !RunDirectory.IsRun(path)
        && ((string[])[RunFiles.Status, RunFiles.Environment, RunFiles.Metrics]).Any(file => File.Exists(Path.Combine(path, file)));

    /// <summary>
    /// The error for a path that should be a run, or a folder of runs, and is neither, with the runs that may have been meant.
    /// </summary>
    /// <param name="path">The path.</param>
    public static RunException NothingAt(string path) => Directory.Exists(path) && !RunDirectory.IsRun(path) && !HasNear(path)
        ? new(RunProblem.Missing, $"there is no run in '{path}'")
        : NoRun(path);

    /// <summary>What a listing says about the run at <paramref name="path"/>.</summary>
    /// <exception cref="RunException">The folder is no run. Damaged files are no exception but the summary's problem.</exception>
    public static RunSummary Summarize(string path)
    {
        using RunDirectory run = RunDirectory.Open(path);
        // The lock is asked first: a run that ends in between has then written its last status.
        bool inUse = RunLock.IsHeld(path);
        List<string> problems = [];
        RunStatus? status = TryRead(run.ReadStatus, problems);
        RunEnvironment? environment = TryRead(run.ReadEnvironment, problems);
        return new()
        {
            Path = path,
            Updated = status?.Updated ?? new DateTimeOffset(File.GetLastWriteTimeUtc(run.ConfigPath), TimeSpan.Zero),
            Status = status,
            Environment = environment,
            InUse = inUse,
            Problem = problems.Count > 0 ? string.Join("; ", problems) : null,
        };
    }

    /// <summary>The error for a path that should be a run and is none, with the runs that may have been meant.</summary>
    internal static RunException NoRun(string path)
    {
        string full = Path.GetFullPath(path);
        string reason = Directory.Exists(path) ? $"'{path}' is no run: it has no {RunFiles.Config} of one"
            : File.Exists(path) ? $"'{path}' is a file, not the folder of a run"
            : $"there is no run '{path}'";
        string[] near = [.. Near(full).Select(run => AsGiven(run, path)).Take(MostSuggestions)];
        string advice = near.Length > 0 ? $"; did you mean {string.Join(", ", near.Select(run => $"'{run}'"))}?" : "";
        return new(RunProblem.Missing, reason + advice);
    }

    /// <summary>The run around the path, else the runs below it, else those beside it by name, else those of the usual folder.</summary>
    private static IEnumerable<string> Near(string full)
    {
        for (string? parent = Path.GetDirectoryName(full); parent is not null; parent = Path.GetDirectoryName(parent))
            if (RunDirectory.IsRun(parent))
                return [parent];
        string[] below = [.. Paths(full, SuggestionDepth).Order(StringComparer.Ordinal)];
        if (below.Length > 0 || Path.GetDirectoryName(full) is not { } folder)
            return below;
        string[] beside = [.. NamesByDistance.Order(full, Paths(folder, depth: 1).Where(run => run != full))];
        return beside.Length > 0 ? beside : Usual(Path.GetFileName(full));
    }

    /// <summary>The runs of the usual folder, those with the name in theirs first: a user may leave out where a run is.</summary>
    private static IEnumerable<string> Usual(string name) => NamesByDistance
        .Order(name, Paths(Path.GetFullPath(RunFiles.UsualFolder), Depth), path => Path.GetFileName(path))
        .OrderBy(path => !path.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A path in the style of the one that the user gave: absolute if that was.</summary>
    private static string AsGiven(string full, string given) => Path.IsPathRooted(given) ? full : Path.GetRelativePath(".", full);

    private static bool HasNear(string path) => RunDirectory.IsRun(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);

    private static IEnumerable<string> Paths(string folder, int depth, bool withHalfWritten = false)
    {
        if (RunDirectory.IsRun(folder) || (withHalfWritten && IsHalfWritten(folder)))
            return [folder];
        if (depth == 0 || !Directory.Exists(folder))
            return [];
        try
        {
            return [.. Directory.GetDirectories(folder).Where(IsOrdinary).SelectMany(below => Paths(below, depth - 1, withHalfWritten))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Hidden folders and links are left out: links could lead in a circle.</summary>
    private static bool IsOrdinary(string path) =>
        !Path.GetFileName(path).StartsWith('.') && (File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0;

    private static T? TryRead<T>(Func<T> read, List<string> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (RunException exception)
        {
            problems.Add(exception.Message);
            return null;
        }
    }
}
