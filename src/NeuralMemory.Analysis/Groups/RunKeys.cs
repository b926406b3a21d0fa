using System.Text;
using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>
/// What a run is told from others by: all values of its config and its task that have an effect, but for the seed, and whose weights it
/// began with.
/// </summary>
internal static class RunKeys
{
    /// <summary>What the paths of a task's own keys begin with.</summary>
    public const string TaskPrefix = "task.yaml: ";

    /// <summary>The key of the hash of the task's text.</summary>
    public const string Corpus = TaskPrefix + "corpus (SHA-256)";

    /// <summary>The key of the task's name.</summary>
    public const string TaskName = TaskPrefix + "task";

    /// <summary>The value of a key that says nothing: runs of versions that did not have the key say as much.</summary>
    public const string Nothing = "null";

    /// <summary>The values by dotted path, in order: the config's, the task's, and whose weights it began with.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(RunFacts run)
    {
        foreach (string key in run.Config.Keys)
            if (key != "seed" && !KeysWithoutEffect.HasConfig(key))
                yield return new(key, run.Config[key]!);
        foreach (string key in run.TaskConfig.Keys)
            if (!KeysWithoutEffect.HasTask(key))
                yield return new(TaskPrefix + key, run.TaskConfig[key]!);
        if (CorpusHash(run) is { } hash)
            yield return new(Corpus, hash);
        if (run.Origin is { } origin)
            yield return new(OriginName.Key, OriginName.Of(origin));
    }

    /// <summary>All of them as one text, which is the same for two runs of one group and for no others.</summary>
    public static string TextOf(RunFacts run)
    {
        StringBuilder text = new();
        foreach (var (key, value) in Of(run).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (value != Nothing)
                text.Append(key).Append('\0').Append(value).Append('\n');
        return text.ToString();
    }

    private static string? CorpusHash(RunFacts run)
    {
        try
        {
            return RunDirectory.IsRun(run.Path) ? RunDirectory.Open(run.Path).ReadCorpusHash() : null;
        }
        catch (RunException)
        {
            return null;
        }
    }
}
