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
        {
            terminal.WriteWords("their configs are the same, the seed and keys without effect aside", indent: 2);
            return;
        }

        // Few keys go across and the groups down, as in the tables below; of many keys it is the other way round.
        bool groupsDown = task.Differences.Count <= FewKeys || task.Groups.Count > FewGroups;
        FittingTable.PrintAll(terminal, groupsDown
            ? [
                new("group", 9, [.. task.Groups.Select(group => group.Group.Label)]),
                .. task.Differences.Select(each => new FittingColumn(each.Name, 5, [.. each.Values.Select(Shown)])),
            ]
            : [
                new("what differs", 9, [.. task.Differences.Select(each => each.Key)]),
                .. task.Groups.Select((group, i) => new FittingColumn(group.Group.Label, 5,
                    [.. task.Differences.Select(each => Shown(each.Values[i]))])),
            ], 1);
    }

    private void PrintFigures(ComparedTask task)
    {
        FittingTable.PrintAll(terminal, columns.Of(task, comparison.Together), 2);
        if (style.Statistic == ShownStatistic.All)
            foreach (string metric in columns.MetricsOf(task))
                FittingTable.PrintAll(terminal, ComparisonColumns.AllOf(task, comparison.Together, metric), 2);
        if (style.IsPaired && comparison.Together is null && task.Groups.Count > 1)
            FittingTable.PrintAll(terminal, columns.Paired(task), 2);
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
