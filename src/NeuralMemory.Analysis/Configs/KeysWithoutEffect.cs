namespace NeuralMemory.Analysis;

/// <summary>
/// The keys of a config and of a task's file that change neither a bit of the training nor what is measured: names, words, and how the
/// work is done.
/// </summary>
public static class KeysWithoutEffect
{
    private static readonly string[] InConfig =
    [
        "name", "description", "published", "task.name", "training.threads", "training.recompute", "training.checkpoint",
        "training.report",
    ];

    private static readonly string[] InTask = ["description", "source", "metrics", "acknowledged"];

    /// <summary>Whether a key of a config has no effect.</summary>
    /// <param name="path">Its dotted path.</param>
    public static bool HasConfig(string path) => IsBelowAny(path, InConfig);

    /// <summary>Whether a key of a task's file has no effect.</summary>
    /// <param name="path">Its dotted path.</param>
    public static bool HasTask(string path) => IsBelowAny(path, InTask);

    /// <summary>Whether a dotted path is a key or lies below it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="key">The key's own dotted path.</param>
    public static bool IsBelow(string path, string key)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(key);
        return path == key || (path.StartsWith(key, StringComparison.Ordinal) && path[key.Length] == '.');
    }

    private static bool IsBelowAny(string path, string[] keys) => Array.Exists(keys, key => IsBelow(path, key));
}
