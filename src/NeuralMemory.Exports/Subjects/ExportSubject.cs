using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>What is exported: a run, or all runs of a folder, such as a group or a sweep.</summary>
public sealed class ExportSubject
{
    private ExportSubject(string path, bool isRun, IReadOnlyList<ExportedRun> runs, IReadOnlyList<string> problems) =>
        (Path, IsRun, Runs, Problems) = (path, isRun, runs, problems);

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>Whether it is a run, rather than a folder of runs.</summary>
    public bool IsRun { get; }

    /// <summary>The runs, at least one: by the folder that they are in, then by seed.</summary>
    public IReadOnlyList<ExportedRun> Runs { get; }

    /// <summary>What is wrong with the runs that are left out, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Finds the runs of a folder. One that is damaged is left out where others are not.</summary>
    /// <exception cref="RunException">There is no run, or all of them are damaged.</exception>
    public static ExportSubject Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = System.IO.Path.TrimEndingDirectorySeparator(path);
        bool isRun = RunDirectory.IsRun(path);
        IReadOnlyList<RunSummary> found = RunLister.Find(path);
        if (found.Count == 0)
            throw RunLister.NothingAt(path);
        string[] problems = [.. found.Where(run => run.Problem is not null).Select(run => $"'{run.Path}': {run.Problem}")];
        if (problems.Length == found.Count)
            throw new RunException(RunProblem.Damaged, problems[0]);
        return new(path, isRun,
            [
                .. found.Where(run => run.Problem is null)
                    .Select(run => new ExportedRun(run.Path, NameOf(run.Path), run.Status!, run.Environment!))
                    .OrderBy(run => System.IO.Path.GetDirectoryName(run.Name), StringComparer.Ordinal)
                    .ThenBy(run => run.Environment.Seed).ThenBy(run => run.Name, StringComparer.Ordinal),
            ],
            problems);

        string NameOf(string run) => isRun
            ? System.IO.Path.GetFileName(System.IO.Path.GetFullPath(run))
            : System.IO.Path.GetRelativePath(path, run).Replace(System.IO.Path.DirectorySeparatorChar, '/');
    }
}
