using NeuralMemory.Analysis;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>A comparison for people: what differs, what came of it, what the numbers are, and what stands in the way.</summary>
internal sealed class ComparisonText(Terminal terminal, Comparison comparison, ComparisonStyle style, ComparisonColumns columns)
{
    private const int LongestValue = 40, FewKeys = 6, FewGroups = 5, Leading = 2;

    public void Print()
    {
        foreach (ComparedTask task in comparison.Tasks)
        {
            int runs = task.Groups.Sum(group => group.Group.Runs.Count);
            string what = comparison.Together is { } all
                ? $"{Readable.Count(runs, "seed")} of {all.Group.Label}: {all.Group.Machine} on {task.Task}"
                : $"{task.Task}: {Readable.Count(task.Groups.Count, "group")}, {Readable.Count(runs, "run")}";
            terminal.Out.WriteLine(terminal.Paint(Quoted.Harmless(what), TextColor.Bold));
            GroupNumbers numbers = GroupNumbers.Of(task, comparison.Together, terminal.Width);
            foreach (string line in numbers.Legend)
                terminal.WriteWords(Quoted.Harmless(line), indent: 4);
            PrintDifferences(task, numbers);
            PrintFigures(task, numbers);
        }

        foreach (string line in Explanations())
            terminal.WriteWords(line, indent: 2);
    }

    private void PrintDifferences(ComparedTask task, GroupNumbers numbers)
    {
        if (comparison.Together is not null || task.Groups.Count == 1)
            return;
        if (task.Differences.Count == 0)
            terminal.WriteWords("their configs are the same, the seed and keys without effect aside", indent: 2);
        ConfigDifference[] own = [.. task.Differences.Where(IsOwn)], shared = [.. task.Differences.Where(each => !IsOwn(each))];
        // Few keys go across and the groups down, as in the tables below; of many keys it is the other way round.
        bool groupsDown = shared.Length <= FewKeys || task.Groups.Count > FewGroups;
        if (shared.Length > 0 && task.Groups.Count > 2 && shared.All(each => IsTold(task, each)))
            PrintValues(shared);
        else if (shared.Length > 0)
            FittingTable.PrintAll(terminal, groupsDown
                ? [
                    numbers.Numbered(new("group", 9, [.. task.Groups.Select(group => group.Group.Label)])),
                    .. shared.Select(each => new FittingColumn(each.Name, 5, [.. each.Values.Select(Shown)])),
                ]
                : [
                    new("what differs", 9, [.. shared.Select(each => each.Key)]),
                    .. task.Groups.Select((group, i) => new FittingColumn(numbers.In(group.Group.Label), 5,
                        [.. shared.Select(each => Shown(each.Values[i]))])),
                ], 1, isPage: true);
        foreach (IGrouping<string, ConfigDifference> same in own.GroupBy(each => OwnersOf(task, each)))
            terminal.WriteWords(Quoted.Harmless($"only {same.Key}: " + string.Join(", ", same.Select(each =>
                $"{each.Name} {Shown(each.Values.First(value => value is not null))}"))), indent: 2);
        terminal.Out.WriteLine();
    }

    /// <summary>The values of keys that the labels of the groups tell: which group has which need not be said once more.</summary>
    private void PrintValues(ConfigDifference[] differences)
    {
        terminal.WriteWords("what differs:", indent: 2);
        foreach (ConfigDifference each in differences)
            terminal.WriteWords(Quoted.Harmless($"  {each.Key}: {string.Join(", ", each.Values.Distinct().Select(Shown))}"), indent: 4);
    }

    /// <summary>Whether each group's label has the value of a key.</summary>
    private static bool IsTold(ComparedTask task, ConfigDifference difference) => task.Groups.Select((group, i) =>
        difference.Values[i] is { } value && group.Group.Label.Split(", ") is var told
            && (told.Contains(value) || told.Contains($"{difference.Name} {value}"))).All(isTold => isTold);

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

    private void PrintFigures(ComparedTask task, GroupNumbers numbers)
    {
        FittingColumn[] all = [.. columns.Of(task, comparison.Together)];
        // The metric that counts stands in the table, whatever it is.
        FittingColumn[] shared = [.. all.Skip(Leading + 1).Where(IsShared)];
        Table([.. all.Except(shared)]);
        if (shared.Length > 0)
            Words("the same in all: " + string.Join("; ", shared.Select(each => $"{each.Words} {each.Cells[0]}")));
        if (columns.LeftOut(task) is { Count: > 0 } others)
            Words($"measured, too: {string.Join(", ", others)} (--metric {CompareCommand.AllMetrics})");
        if (shared.Length > 0 || columns.LeftOut(task).Count > 0)
            terminal.Out.WriteLine();
        if (style.Statistic == ShownStatistic.All)
            foreach (string metric in columns.ShownOf(task))
                Table(ComparisonColumns.AllOf(task, comparison.Together, metric));
        if (style.IsPaired && comparison.Together is null && task.Groups.Count > 1)
            Table(columns.Paired(task, numbers.In(task.Groups[0].Group.Label)));

        void Words(string words) => terminal.WriteWords(Quoted.Harmless(words), indent: 2);

        void Table(IReadOnlyList<FittingColumn> shown)
        {
            FittingTable.PrintAll(terminal, [numbers.Numbered(shown[0]), .. shown.Skip(1)], Leading, isPage: true);
            terminal.Out.WriteLine();
        }
    }

    /// <summary>Whether all rows, at least two, have the same in a column: that is said once.</summary>
    private static bool IsShared(FittingColumn column) =>
        column.Cells.Count > 1 && !column.IsEmpty && column.Cells.All(cell => cell == column.Cells[0]);

    /// <summary>What the numbers are: who quotes one has to know.</summary>
    private IEnumerable<string> Explanations() => ComparisonWords.Of(comparison, style);

    private static string Shown(string? value) => value switch
    {
        null => "–",
        { Length: > LongestValue } => value[..(LongestValue - 3)] + "...",
        _ => value,
    };
}
