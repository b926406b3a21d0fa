using System.Globalization;

namespace NeuralMemory.Results;

/// <summary>
/// Takes runs away, and brings them back: the trash is a hidden folder beside them, on the same disk, so that each way is one rename. A run
/// that a process writes to stays.
/// </summary>
public static class RunTrash
{
    /// <summary>The folder beside a run, or beside a folder of runs, that it goes to.</summary>
    public const string Folder = ".trash";

    private const char Again = '~';

    /// <summary>Moves a run, or a folder of runs, to the trash beside it.</summary>
    /// <param name="path">The run, or the folder.</param>
    /// <returns>Where it is now.</returns>
    /// <exception cref="RunException">It is none, or a process uses a run of it; or the system refused.</exception>
    public static string Move(string path)
    {
        path = Expect(path);
        string trash = Path.Combine(Path.GetDirectoryName(path) ?? "", Folder);
        string target = FreeIn(trash, Path.GetFileName(path));
        WithLocks(path, () =>
        {
            Disk.MakeFolder(trash);
            Disk.RenameFolder(path, target);
            Disk.FlushFolder(trash);
            Disk.FlushFolder(Disk.ParentOf(path));
        });
        return target;
    }

    /// <summary>Deletes a run, or a folder with nothing but runs. It goes by one rename first, so that no half of it stays.</summary>
    /// <param name="path">The run, or the folder.</param>
    /// <exception cref="RunException">
    /// It is none, or holds other files; or a process uses a run of it; or the system refused.
    /// </exception>
    public static void Delete(string path)
    {
        path = Expect(path);
        if (Storage.Try("read", path, () => Foreign(path)) is { } foreign)
            throw new RunException(RunProblem.Exists, $"'{path}' holds more than runs ('{foreign}'), which would be lost: remove its runs "
                + "by their names, or move it to the trash");
        string going = Path.Combine(Path.GetDirectoryName(path) ?? "", $"{AtomicFile.TemporaryPrefix}removed-{Path.GetFileName(path)}");
        WithLocks(path, () => Disk.RenameFolder(path, going));
        Storage.Try("delete", going, () =>
        {
            Disk.DeleteFolder(going);
            Disk.FlushFolder(Disk.ParentOf(going));
        });
    }

    /// <summary>Brings back what was moved to the trash; of several of one name the one that came last.</summary>
    /// <param name="path">Where it was, or where it is in the trash.</param>
    /// <returns>Where it is again.</returns>
    /// <exception cref="RunException">Nothing of it is in the trash, or its place is taken; or the system refused.</exception>
    public static string Restore(string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        string folder = Path.GetDirectoryName(path) ?? "", name = Path.GetFileName(path);
        bool isInTrash = Path.GetFileName(folder) == Folder;
        string trash = isInTrash ? folder : Path.Combine(folder, Folder);
        string found = isInTrash ? path : LatestIn(trash, name);
        string place = Path.Combine(Path.GetDirectoryName(trash) ?? "", name.Split(Again)[0]);
        if (!Directory.Exists(found))
            throw new RunException(RunProblem.Missing, $"there is nothing called '{name}' in the trash '{trash}'{ContentOf(trash)}");
        if (Directory.Exists(place) || File.Exists(place))
            throw new RunException(RunProblem.Exists, $"there is a '{place}' already; move it away first");
        Storage.Try("move", found, () =>
        {
            Disk.RenameFolder(found, place);
            Disk.FlushFolder(Disk.ParentOf(place));
            if (!Directory.EnumerateFileSystemEntries(trash).Any())
                Disk.DeleteEmptyFolder(trash);
        });
        return place;
    }

    /// <summary>A run, half-written ones among them, or a folder with some, that nobody works in.</summary>
    private static string Expect(string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        // Before anything below is looked at: it may be the whole disk.
        string full = WithSeparator(Path.GetFullPath(path)), current = WithSeparator(Path.GetFullPath("."));
        if (current.StartsWith(full, StringComparison.Ordinal))
            throw new RunException(RunProblem.InUse, $"'{path}' is the current folder, or around it; remove it from elsewhere");
        if (RunLister.FindPaths(path, withHalfWritten: true).Count == 0)
            throw RunLister.NothingAt(path);
        return path;

        static string WithSeparator(string folder) =>
            Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
    }

    private static void WithLocks(string path, Action move)
    {
        List<RunLock> locks = [];
        try
        {
            foreach (string run in RunLister.FindPaths(path, withHalfWritten: true))
                locks.Add(RunLock.Acquire(run));
            Storage.Try("move", path, move);
        }
        finally
        {
            locks.ForEach(each => each.Dispose());
        }
    }

    /// <summary>A file that is not in a run and belongs to no group or sweep; null for none.</summary>
    private static string? Foreign(string path)
    {
        if (RunDirectory.IsRun(path) || RunLister.IsHalfWritten(path))
            return null;
        foreach (string file in Directory.GetFiles(path))
            if (Path.GetFileName(file) is not (RunFiles.Note or RunFiles.Tags or RunFiles.Sweep))
                return Path.GetFileName(file);
        bool isSweep = File.Exists(Path.Combine(path, RunFiles.Sweep));
        return Directory.GetDirectories(path).Where(folder => !isSweep || !RunFiles.SweepFolders.Contains(Path.GetFileName(folder)))
            .Select(Foreign).FirstOrDefault(foreign => foreign is not null);
    }

    private static string FreeIn(string trash, string name) => Names(trash, name).First(path => !Directory.Exists(path));

    private static string LatestIn(string trash, string name) =>
        Names(trash, name).TakeWhile(Directory.Exists).LastOrDefault(Path.Combine(trash, name));

    private static IEnumerable<string> Names(string trash, string name)
    {
        string first = Path.Combine(trash, name);
        return Enumerable.Range(1, int.MaxValue).Select(number =>
            number == 1 ? first : $"{first}{Again}{number.ToString(CultureInfo.InvariantCulture)}");
    }

    private static string ContentOf(string trash) => Directory.Exists(trash)
        ? $"; in it: {string.Join(", ", Directory.GetDirectories(trash).Select(Path.GetFileName).Order(NaturalOrder.Instance).Take(8))}"
        : "";
}
