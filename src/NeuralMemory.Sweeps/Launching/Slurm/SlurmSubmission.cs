using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps;

/// <summary>
/// One array that was submitted, as a folder keeps it, <c>slurm/3</c>: the script, the jobs of its tasks (the first line is task 1), its
/// number in the queue, and of each task a log and what became of it.
/// </summary>
/// <param name="folder">The folder, as a full path.</param>
internal sealed class SlurmSubmission(string folder)
{
    /// <summary>The folder of submissions in a group's or sweep's.</summary>
    public const string FolderName = "slurm";

    private const string JobsFile = "jobs.txt", ScriptFile = "script.sh", NumberFile = "number.txt";

    private const int LongestReason = 200;

    private IReadOnlyList<string>? _jobs;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The script's path.</summary>
    public string Script => Path.Combine(folder, ScriptFile);

    /// <summary>The IDs of its jobs; that of task n is at n - 1.</summary>
    public IReadOnlyList<string> Jobs => _jobs ??= Lines(JobsFile);

    /// <summary>Its number in the queue, <c>17</c>; null where nobody knows whether it was submitted.</summary>
    public string? Number => Lines(NumberFile) is [var line, ..] ? line.Split(';')[0] : null;

    /// <summary>The submissions of a folder of jobs, in their order.</summary>
    public static IReadOnlyList<SlurmSubmission> In(string jobs)
    {
        string all = Path.Combine(Path.GetFullPath(jobs), FolderName);
        return !Directory.Exists(all) ? [] :
        [
            .. Directory.GetDirectories(all)
                .Where(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .OrderBy(path => int.Parse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture))
                .Select(path => new SlurmSubmission(path)),
        ];
    }

    /// <summary>The folder that the next submission would have.</summary>
    public static SlurmSubmission Next(string jobs)
    {
        int number = In(jobs) is [.., var last] ? NumberIn(last.Folder) : 0;
        return new(Path.Combine(Path.GetFullPath(jobs), FolderName, (number + 1).ToString(CultureInfo.InvariantCulture)));

        static int NumberIn(string path) => int.Parse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes what is submitted.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void Write(string script, IReadOnlyList<string> jobs)
    {
        AtomicFile.MakeFolders(folder);
        AtomicFile.WriteText(Path.Combine(folder, JobsFile), string.Join('\n', jobs) + "\n");
        AtomicFile.WriteText(Script, script);
        _jobs = jobs;
    }

    /// <summary>Keeps its number in the queue.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void WriteNumber(string number) => AtomicFile.WriteText(Path.Combine(folder, NumberFile), number + "\n");

    /// <summary>Takes the folder away again, as when nothing was submitted; as far as the system lets it be done.</summary>
    public void Remove()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has no number, and nothing in the queue has its script: it is passed over.
        }
    }

    /// <summary>How the queue calls a task: <c>17_3</c>.</summary>
    public string NameOf(int task) => string.Create(CultureInfo.InvariantCulture, $"{Number ?? "?"}_{task}");

    /// <summary>What a task has left about itself; null while it has not begun.</summary>
    public SlurmRecord? Record(int task) =>
        Lines(string.Create(CultureInfo.InvariantCulture, $"{task}.state")) is [var line, ..] ? SlurmRecord.Parse(line) : null;

    /// <summary>Keeps what the controller is about to forget; as far as the system lets it be done.</summary>
    public void Note(int task, SlurmRecord record)
    {
        try
        {
            AtomicFile.WriteText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{task}.state")), record.Text + "\n");
        }
        catch (RunException)
        {
            // Somebody who may only read looks at the states as well.
        }
    }

    /// <summary>What a task said last in its log; null for nothing.</summary>
    public string? LastWords(int task)
    {
        string[] lines = [.. Lines(string.Create(CultureInfo.InvariantCulture, $"{task}.log"))
            .Where(line => line.Trim().Length > 0 && !line.Contains("  the program ended with code", StringComparison.Ordinal))];
        string? last = lines.LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault();
        return last is { Length: > LongestReason } ? last[..LongestReason] + "..." : last?.Trim();
    }

    private string[] Lines(string name)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder, name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
