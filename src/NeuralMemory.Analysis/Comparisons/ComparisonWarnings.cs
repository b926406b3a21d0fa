using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis;

/// <summary>What stands in the way of a fair comparison: what cannot be read, has not ended, or was measured otherwise.</summary>
internal static class ComparisonWarnings
{
    private const int MostNamed = 4;

    /// <summary>The warnings, a sentence each.</summary>
    public static IEnumerable<string> Of(RunCollection runs, IReadOnlyList<ComparedTask> tasks) =>
    [
        .. runs.Unreadable.Select(run => $"'{run.Path}' counts nowhere: {run.Problem}"),
        .. Damaged(runs),
        .. UnderWay(runs),
        .. tasks.SelectMany(Measured),
        .. SelectionEpisodes(runs),
        .. Processors(runs),
    ];

    /// <summary>Runs that count as far as they can be read.</summary>
    private static IEnumerable<string> Damaged(RunCollection runs)
    {
        foreach (RunFacts run in runs.Runs.Where(run => run.IsReadable))
        {
            _ = (run.Final, run.Evaluations);
            if (run.Problem is { } problem)
                yield return $"'{run.Path}' counts in part: {problem}";
        }
    }

    private static IEnumerable<string> UnderWay(RunCollection runs)
    {
        RunFacts[] all = [.. runs.Groups.SelectMany(group => group.Runs)], open = [.. all.Where(run => !run.HasEnded)];
        if (open.Length > 0)
            yield return $"{open.Length} of {all.Length} runs have not ended and count in no figure of the end: "
                + Named(open.Select(run => $"'{run.Path}' ({run.State})"));
    }

    /// <summary>Groups of one task that were measured otherwise than the first.</summary>
    private static IEnumerable<string> Measured(ComparedTask task)
    {
        string on = task.Task is { } name ? $" on {name}" : "";
        if (Values(task, group => Final(group) is { } final ? Parameters(final) : null) is { } parameters)
            yield return $"not comparable{on}: the figures of the end are of different episodes: {parameters}";
        else if (Values(task, group => Final(group) is { } final ? $"{final.Episodes} episodes" : null) is { } episodes)
            yield return $"the figures of the end{on} are of different numbers of episodes: {episodes}";
        else if (Values(task, group => TestSeed(group) is { } seed ? $"seed {seed}" : null) is { } seeds)
            yield return $"the figures of the end{on} are of episodes that were drawn apart: {seeds}";
        if (task.Differences.Any(each => each.Key.StartsWith(RunKeys.TaskPrefix, StringComparison.Ordinal) && each.Key != RunKeys.TaskName))
            yield return $"not comparable{on}: the definitions of the task differ: "
                + Named(task.Differences.Where(each => each.Key.StartsWith(RunKeys.TaskPrefix, StringComparison.Ordinal))
                    .Select(each => each.Key[RunKeys.TaskPrefix.Length..]));
        if (Values(task, group => group.Rule?.ToString()) is { } rules)
            yield return $"'solved' means different things{on}: {rules}";
    }

    private static IEnumerable<string> SelectionEpisodes(RunCollection runs)
    {
        RunFacts[] ended = [.. runs.Groups.SelectMany(group => group.Runs).Where(run => run.Status?.State == RunState.Done)];
        int without = ended.Count(run => !run.HasTestEpisodes);
        string which = without == ended.Length ? "" : $" of {without} of {ended.Length} runs";
        if (without > 0)
            yield return $"the figures of the end{which} are of the episodes that stop rules and best checkpoints were "
                + "chosen by: no evaluation.test_seed was set";
    }

    private static IEnumerable<string> Processors(RunCollection runs)
    {
        string[] names = [.. runs.Groups.SelectMany(group => group.Runs).Select(run => run.Environment?.Cpu).OfType<string>().Distinct()];
        if (names.Length > 1)
            yield return $"speeds and seconds are of different processors: {Named(names)}";
    }

    /// <summary>The values that groups have, with a group for each; null where all that have one have the same.</summary>
    private static string? Values(ComparedTask task, Func<GroupFigures, string?> valueOf)
    {
        (string Value, string Label)[] known =
        [
            .. task.Groups.Select(group => (Value: valueOf(group), group.Group.Label)).Where(each => each.Value is not null)
                .Select(each => (each.Value!, each.Label)).DistinctBy(each => each.Item1),
        ];
        return known.Length > 1 ? Named(known.Select(each => $"{each.Value} ({each.Label})")) : null;
    }

    private static Evaluation? Final(GroupFigures group) =>
        group.Group.Runs.Select(run => run.Final).FirstOrDefault(final => final is not null);

    private static string? TestSeed(GroupFigures group) =>
        group.Group.Config.TextAt("evaluation.test_seed") ?? group.Group.Config.TextAt("evaluation.seed");

    private static string Parameters(Evaluation final) =>
        string.Join(", ", final.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value?.ToJsonString()}"));

    private static string Named(IEnumerable<string> names)
    {
        string[] all = [.. names.Select(Quoted.Harmless)];
        return all.Length <= MostNamed ? string.Join("; ", all)
            : $"{string.Join("; ", all.Take(MostNamed))}; and {all.Length - MostNamed} more";
    }
}
