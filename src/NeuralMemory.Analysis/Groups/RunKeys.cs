using System.Text;
using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>
/// What a run is told from others by: all values of its config and its task that have an effect, but for the seed, and the weights that it
/// began with where they are another run's.
/// </summary>
internal static class RunKeys
{
    /// <summary>What the paths of a task's own keys begin with.</summary>
    public const string TaskPrefix = "task.yaml: ";

    /// <summary>The key of the hash of the task's text.</summary>
    public const string Corpus = TaskPrefix + "corpus (SHA-256)";

    /// <summary>The key of the task's name.</summary>
    public const string TaskName = TaskPrefix + "task";

    /// <summary>The key of the other run whose weights it began with.</summary>
    public const string From = "from";

    /// <summary>The value of a key that says nothing: runs of versions that did not have the key say as much.</summary>
    public const string Nothing = "null";

    private const int HashDigits = 8;

    /// <summary>The values by dotted path, in order: what it began with, the config's, then the task's.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(RunFacts run)
    {
        if (run.Origin is { } origin)
            yield return new(From, Told(origin));
        foreach (string key in run.Config.Keys)
            if (key != "seed" && !KeysWithoutEffect.HasConfig(key))
                yield return new(key, run.Config[key]!);
        foreach (string key in run.TaskConfig.Keys)
            if (!KeysWithoutEffect.HasTask(key))
                yield return new(TaskPrefix + key, run.TaskConfig[key]!);
        if (CorpusHash(run) is { } hash)
            yield return new(Corpus, hash);
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

    /// <summary><c>ntm-copy-seed1@12000 (0a1b2c3d)</c>: a run that was trained anew has other weights of the same step.</summary>
    private static string Told(RunOrigin origin) => FormattableString.Invariant($"{origin.Name}-seed{origin.Seed}@{origin.Step} ")
        + $"({origin.WeightsSha256[..Math.Min(HashDigits, origin.WeightsSha256.Length)]})"
        + (origin.WithOptimizer ? " with its optimizer" : "");

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
