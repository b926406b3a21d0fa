using NeuralMemory.Analysis;
using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps;

/// <summary>A key in which two experiments differ.</summary>
/// <param name="Path">Its dotted path; that of a task's key begins with <c>task.yaml</c>.</param>
/// <param name="Stored">The value of the run; null when it has none.</param>
/// <param name="Wanted">The value of the config; null when it has none.</param>
internal sealed record ExperimentDifference(string Path, string? Stored, string? Wanted)
{
    public const string Steps = "training.steps", Sequences = "training.sequences", Grid = "evaluation.grid";

    private const string TaskFile = "task.yaml: ", None = "not there";

    /// <summary>Whether a run can go on to have the value: its training was the same so far.</summary>
    public bool IsExtension => Path is Steps or Sequences || KeysWithoutEffect.IsBelow(Path, Grid);

    /// <summary>What differs and matters, in the order of the config.</summary>
    public static IReadOnlyList<ExperimentDifference> Find(Experiment stored, Experiment wanted) =>
    [
        .. Between(new(ResolvedValues.OfConfig(stored)), new(ResolvedValues.OfConfig(wanted)), KeysWithoutEffect.HasConfig, ""),
        .. Between(new(ResolvedValues.OfTask(stored)), new(ResolvedValues.OfTask(wanted)), KeysWithoutEffect.HasTask, TaskFile),
    ];

    public override string ToString() => $"{Path} is {Stored ?? None} there and {Wanted ?? None} in the config";

    private static IEnumerable<ExperimentDifference> Between(
        Dictionary<string, string> stored, Dictionary<string, string> wanted, Func<string, bool> isIgnored, string prefix) =>
        from path in stored.Keys.Union(wanted.Keys)
        where !isIgnored(path) && stored.GetValueOrDefault(path) != wanted.GetValueOrDefault(path)
        select new ExperimentDifference(prefix + path, stored.GetValueOrDefault(path), wanted.GetValueOrDefault(path));
}
