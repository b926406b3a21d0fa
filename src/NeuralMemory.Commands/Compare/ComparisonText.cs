using NeuralMemory.Analysis;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>A comparison for people: what differs, what came of it, what the numbers are, and what stands in the way.</summary>
internal sealed class ComparisonText(Terminal terminal, Comparison comparison, ComparisonStyle style, ComparisonColumns columns)
{
    private const int LongestValue = 40, FewKeys = 6, FewGroups = 5;

    public void Print()
    {
        foreach (ComparedTask task in comparison.Tasks)
        {
            int runs = task.Groups.Sum(group => group.Group.Runs.Count);
            string what = comparison.Together is { } all
                ? $"{Readable.Count(runs, "seed")} of {all.Group.Label}: {all.Group.Machine} on {task.Task}"
                : $"{task.Task}: {Readable.Count(task.Groups.Count, "group")}, {Readable.Count(runs, "run")}";
            terminal.Out.WriteLine(terminal.Paint(Quoted.Harmless(what), TextColor.Bold));
            PrintDifferences(task);
            PrintFigures(task);
        }

        foreach (string line in Explanations())
            terminal.WriteWords(line, indent: 2);
    }

    private void PrintDifferences(ComparedTask task)
    {
        if (comparison.Together is not null)
            return;
        if (task.Differences.Count == 0)
            terminal.WriteWords("their configs are the same, the seed and keys without effect aside", indent: 2);
        ConfigDifference[] own = [.. task.Differences.Where(IsOwn)], shared = [.. task.Differences.Where(each => !IsOwn(each))];
        // Few keys go across and the groups down, as in the tables below; of many keys it is the other way round.
        bool groupsDown = shared.Length <= FewKeys || task.Groups.Count > FewGroups;
        if (shared.Length > 0)
            FittingTable.PrintAll(terminal, groupsDown
                ? [
                    new("group", 9, [.. task.Groups.Select(group => group.Group.Label)]),
                    .. shared.Select(each => new FittingColumn(each.Name, 5, [.. each.Values.Select(Shown)])),
                ]
                : [
                    new("what differs", 9, [.. shared.Select(each => each.Key)]),
                    .. task.Groups.Select((group, i) => new FittingColumn(group.Group.Label, 5,
                        [.. shared.Select(each => Shown(each.Values[i]))])),
                ], 1);
        foreach (IGrouping<string, ConfigDifference> same in own.GroupBy(each => OwnersOf(task, each)))
            terminal.WriteWords(Quoted.Harmless($"only {same.Key}: " + string.Join(", ", same.Select(each =>
                $"{each.Name} {Shown(each.Values.First(value => value is not null))}"))), indent: 2);
        terminal.Out.WriteLine();
    }

    /// <summary>Whether some groups alone have the key, all with one value: as most keys of a machine of another kind.</summary>
    private static bool IsOwn(ConfigDifference difference) =>
        difference.Values.Contains(null) && difference.Values.OfType<string>().Distinct().Count() == 1;

    /// <summary>Those that have a key: by the machine, where that tells them.</summary>
    private static string OwnersOf(ComparedTask task, ConfigDifference difference)
    {
        RunGroup[] owners = [.. task.Groups.Select(group => group.Group).Where((_, i) => difference.Values[i] is not null)];
        string?[] machines = [.. owners.Select(group => group.Machine).Distinct()];
        return task.Groups.All(group => owners.Contains(group.Group) == machines.Contains(group.Group.Machine))
            ? string.Join(", ", machines)
            : string.Join("; ", owners.Select(group => group.Label));
    }

    private void PrintFigures(ComparedTask task)
    {
        Table(columns.Of(task, comparison.Together));
        if (style.Statistic == ShownStatistic.All)
            foreach (string metric in columns.MetricsOf(task))
                Table(ComparisonColumns.AllOf(task, comparison.Together, metric));
        if (style.IsPaired && comparison.Together is null && task.Groups.Count > 1)
            Table(columns.Paired(task));

        void Table(IReadOnlyList<FittingColumn> shown)
        {
            FittingTable.PrintAll(terminal, shown, 2);
            terminal.Out.WriteLine();
        }
    }

    /// <summary>What the numbers are: who quotes one has to know.</summary>
    private IEnumerable<string> Explanations() => ComparisonWords.Of(comparison, style);

    private static string Shown(string? value) => value switch
    {
        null => "–",
        { Length: > LongestValue } => value[..(LongestValue - 3)] + "...",
        _ => value,
    };
}
