using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What a run trains, as its files name it. Only the names are read: a listing has many runs, and a corpus is long.</summary>
/// <param name="Task">The task's name; null where its file cannot be read.</param>
/// <param name="Machine">The machine's kind; null where the config cannot be read.</param>
internal readonly record struct RunSubject(string? Task, string? Machine)
{
    /// <summary>That of the run in a folder.</summary>
    public static RunSubject Of(string path)
    {
        using RunDirectory run = RunDirectory.Open(path);
        return new(Read(run.TaskPath, "task"), Read(run.ConfigPath, "machine", "kind"));
    }

    private static string? Read(string file, params string[] keys)
    {
        YamlNode? node = YamlReader.ReadFile(file, new Diagnostics());
        foreach (string key in keys)
            node = (node as YamlMapping)?.Find(key)?.Value;
        return (node as YamlScalar)?.Text;
    }
}
