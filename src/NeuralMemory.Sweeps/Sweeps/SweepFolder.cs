using System.Text;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>
/// The folder of a sweep: <c>sweep.yaml</c>, which says all that a job needs to be run, the tasks, and a group of runs for each point.
/// </summary>
public static class SweepFolder
{
    /// <summary>The file that makes a folder a sweep's.</summary>
    public const string FileName = "sweep.yaml";

    /// <summary>Where earlier versions of it are kept.</summary>
    public const string HistoryFolder = "history";

    private const int Attempts = 5;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private const string Heading =
        "# Written by 'neuralmemory sweep', which reads it to go on; what is varied may be changed by another 'sweep run'.\n";

    /// <summary>Whether a folder is a sweep's.</summary>
    public static bool IsSweep(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Reads the sweep of a folder.</summary>
    /// <exception cref="RunException">The folder is no sweep's.</exception>
    /// <exception cref="InvalidInputException">Its file, or one of its points, is wrong.</exception>
    public static Sweep Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!IsSweep(folder))
            throw new RunException(RunProblem.Missing, Directory.Exists(folder)
                ? $"'{folder}' is no sweep: it has no {FileName}"
                : $"there is no folder '{folder}'; a sweep's folder is made by: sweep run");
        string file = Path.Combine(folder, FileName);
        SweepDefinition definition = SweepFile.Read(file, out YamlMapping root);
        Diagnostics diagnostics = new();
        if (definition.Stored is null)
            diagnostics.Add(root.Mark, "it has no 'stored', as a sweep's folder has; give the file itself to: sweep run");
        diagnostics.ThrowIfAny();
        SweepSource source = SweepSource.OfFolder(folder, definition, definition.Stored!, diagnostics);
        Sweep? sweep = Sweep.Resolve(definition, folder, source, definition.Stored!.From, key => SweepFile.MarkOf(root, key), diagnostics);
        diagnostics.ThrowIfAny();
        return sweep!;
    }

    /// <summary>
    /// Writes what a sweep is into its folder, which is made if it is not there. What was written there before is kept as history; runs
    /// are never touched.
    /// </summary>
    /// <returns>The sweep as the folder has it.</returns>
    /// <exception cref="RunException">The folder is a run's, or the system refused.</exception>
    public static Sweep Write(Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (RunDirectory.IsRun(sweep.Folder))
            throw new RunException(RunProblem.Exists, $"'{sweep.Folder}' is a run; choose another folder by --out");
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                WriteFiles(sweep, TextOf(sweep));
                return Open(sweep.Folder);
            }
            catch (RunException) when (attempt < Attempts)
            {
                // Another process may be writing the same just now.
                Thread.Sleep(BetweenAttempts);
            }
        }
    }

    /// <summary>Folders of points that the sweep does not name any more; they stay.</summary>
    public static IReadOnlyList<string> Unnamed(Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        HashSet<string> named = [.. sweep.Points.Select(point => point.Id)];
        return !Directory.Exists(sweep.Folder) ? [] :
        [
            .. Directory.GetDirectories(sweep.Folder).Where(path => Path.GetFileName(path) is var name
                && PointIdentity.IsOne(name) && !named.Contains(name) && SeedFolder.In(path).Count > 0).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The weights that the sweep of a folder began with; null where there are none, or its file is damaged.</summary>
    internal static StoredWeights? WeightsIn(string folder)
    {
        try
        {
            return IsSweep(folder) ? SweepFile.Read(Path.Combine(folder, FileName)).Stored?.From : null;
        }
        catch (InvalidInputException)
        {
            // It is written anew, and points of other weights are other points.
            return null;
        }
    }

    private static void WriteFiles(Sweep sweep, string text)
    {
        AtomicFile.MakeFolders(sweep.Folder);
        AtomicFile.RemoveLeftovers(sweep.Folder);
        AtomicFile.RemoveLeftovers(Path.Combine(sweep.Folder, HistoryFolder));
        foreach (Tasks.TaskDefinition task in sweep.TasksByName.Values)
            StoredTasks.Write(sweep.Folder, task);
        string file = Path.Combine(sweep.Folder, FileName);
        if (File.Exists(file) && Read(file) == text)
            return;
        AtomicFile.Write(file, stream =>
        {
            // Within the write, so that of several processes none takes another's version for the one before.
            if (File.Exists(file) && Read(file) is var replaced && replaced != text)
                KeepHistory(sweep.Folder, replaced);
            stream.Write(Encoding.UTF8.GetBytes(text));
        });
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", path, exception);
        }
    }

    private static string TextOf(Sweep sweep)
    {
        OrderedDictionary<string, string> tasks = [];
        foreach (var (name, task) in sweep.TasksByName.OrderBy(each => each.Key, StringComparer.Ordinal))
            tasks.Add(name, StoredTasks.NameOf(task));
        StoredSources stored = new()
        {
            Config = sweep.Base,
            From = SweepWeights.Stored(sweep.Definition, sweep.From),
            Tasks = tasks,
        };
        SweepDefinition whole = sweep.Definition with { Stored = stored };
        return Heading + YamlText.Document((YamlMapping)SweepSchema.Root.Write(whole));
    }

    /// <summary>Under the next number; not once more where a process died before it wrote the new one.</summary>
    private static void KeepHistory(string folder, string text)
    {
        string history = Path.Combine(folder, HistoryFolder);
        AtomicFile.MakeFolders(history);
        int number = 1;
        while (File.Exists(PathOf(number)))
            number++;
        if (number == 1 || Read(PathOf(number - 1)) != text)
            AtomicFile.WriteText(PathOf(number), text);

        string PathOf(int each) => Path.Combine(history, FormattableString.Invariant($"sweep-{each}.yaml"));
    }
}
