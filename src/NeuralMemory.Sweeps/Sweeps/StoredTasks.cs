using System.Security.Cryptography;
using System.Text;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>
/// The copies of tasks in a sweep's folder, each with its corpus, under a hash of both: so a job finds the task that it was planned with,
/// whatever becomes of the original.
/// </summary>
internal static class StoredTasks
{
    private const string Folder = "tasks", FileName = "task.yaml";
    private const int Digits = 12;

    /// <summary>The folder of a task below <see cref="Folder"/>.</summary>
    public static string NameOf(TaskDefinition task) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{task.Text}\n{task.Corpus?.Path}\n{task.Corpus?.Hash}")))[..Digits];

    /// <summary>Writes a copy, if it is not there.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public static void Write(string sweep, TaskDefinition task)
    {
        string folder = Path.Combine(sweep, Folder, NameOf(task)), file = Path.Combine(folder, FileName);
        if (File.Exists(file))
            return;
        AtomicFile.MakeFolders(folder);
        AtomicFile.RemoveLeftovers(folder);
        if (task.Corpus is { } corpus)
        {
            string text = Path.Combine(folder, corpus.Path);
            AtomicFile.MakeFolders(Path.GetDirectoryName(text)!);
            AtomicFile.WriteText(text, corpus.Text);
        }

        // Last: with it the copy is whole.
        AtomicFile.WriteText(file, task.Text);
    }

    /// <summary>Reads a copy.</summary>
    public static TaskDefinition? Load(string sweep, string name, Diagnostics diagnostics) =>
        TaskDefinition.Load(Path.Combine(sweep, Folder, name, FileName), diagnostics);
}
