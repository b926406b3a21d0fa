using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>What groups of one task came to, side by side.</summary>
/// <param name="Task">The task's name; null where it cannot be read.</param>
/// <param name="Groups">The groups, in the order of the collection.</param>
/// <param name="Differences">The keys in which they differ, with a value for each group, in the order of the config.</param>
/// <param name="Metrics">What was measured at the end: the metric that counts, and the others in the order of the files.</param>
public sealed record ComparedTask(
    string? Task, IReadOnlyList<GroupFigures> Groups, IReadOnlyList<ConfigDifference> Differences, IReadOnlyList<string> Metrics)
{
    /// <summary>The metric that counts for the first group, and mostly for all.</summary>
    public string DecisiveMetric => Groups[0].Group.DecisiveMetric;
}

/// <summary>
/// Groups side by side, those of each task by themselves: figures of different tasks say nothing about each other. Of one group alone its
/// seeds are compared.
/// </summary>
public sealed class Comparison
{
    private Comparison(IReadOnlyList<ComparedTask> tasks, GroupFigures? together, IReadOnlyList<string> warnings) =>
        (Tasks, Together, Warnings) = (tasks, together, warnings);

    /// <summary>The tasks, in the order of their first groups.</summary>
    public IReadOnlyList<ComparedTask> Tasks { get; }

    /// <summary>All seeds together, where the seeds of one group are compared; else null.</summary>
    public GroupFigures? Together { get; }

    /// <summary>What stands in the way of a fair comparison, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Compares the groups of a collection.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="rule">When a run counts as solved; null for what each config says.</param>
    /// <param name="anyway">Whether groups that have no task in common are shown all the same.</param>
    /// <exception cref="RunException">
    /// There is one run alone, none that can be read, or groups of nothing but different tasks.
    /// </exception>
    public static Comparison Of(RunCollection runs, SolveRule? rule = null, bool anyway = false)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RefuseNothing(runs);
        bool ofSeeds = runs.Groups.Count == 1;
        if (!anyway)
            RefuseOtherTasks(runs.Groups);
        RunCollection compared = ofSeeds ? runs.Apart() : runs;
        ComparedTask[] tasks =
        [
            .. compared.Groups.GroupBy(group => group.Task).Select(task => Of(task.Key, [.. task], rule, ofSeeds)),
        ];
        return new(tasks, ofSeeds ? new(runs.Groups[0], rule) : null, [.. ComparisonWarnings.Of(runs, tasks)]);
    }

    private static ComparedTask Of(string? task, RunGroup[] groups, SolveRule? rule, bool ofSeeds)
    {
        // Of one task fewer keys differ than of all, and labels are shorter.
        RunCollection own = RunCollection.Of(groups.SelectMany(group => group.Runs));
        IReadOnlyList<RunGroup> named = ofSeeds || own.Groups.Count != groups.Length ? groups : InOrderOf(groups, own.Groups);
        return new(task, [.. named.Select(group => new GroupFigures(group, rule))],
            ConfigDifference.Between([.. named.Select(group => RunKeys.Of(group.Runs[0]).ToArray())]),
            [.. groups.SelectMany(group => group.Metrics).Distinct().OrderBy(name => name != groups[0].DecisiveMetric)]);
    }

    /// <summary>The groups with labels of their own, in the order in which they were given.</summary>
    private static RunGroup[] InOrderOf(RunGroup[] groups, IReadOnlyList<RunGroup> labelled)
    {
        Dictionary<RunFacts, string> labels = labelled.ToDictionary(group => group.Runs[0], group => group.Label);
        return [.. groups.Select(group => group with { Label = labels.GetValueOrDefault(group.Runs[0], group.Label) })];
    }

    private static void RefuseNothing(RunCollection runs)
    {
        if (runs.Groups.Count == 0)
            throw new RunException(RunProblem.Damaged, $"no run can be read: '{runs.Runs[0].Path}': {runs.Runs[0].Problem}");
        if (runs.Groups is [{ Runs: [var alone] }])
            throw new RunException(RunProblem.Missing,
                $"'{alone.Path}' is one run, and a comparison needs two: name another run, or a folder of runs");
    }

    private static void RefuseOtherTasks(IReadOnlyList<RunGroup> groups)
    {
        string?[] tasks = [.. groups.Select(group => group.Task).Distinct()];
        if (tasks.Length > 1 && tasks.Length == groups.Count)
            throw new RunException(RunProblem.Missing, $"these runs have no task in common ({string.Join(", ", tasks)}), so that their "
                + "figures say nothing about each other; --anyway shows them all the same");
    }
}
