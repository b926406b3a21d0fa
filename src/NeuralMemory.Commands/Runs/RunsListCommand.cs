using System.CommandLine;
using NeuralMemory.Analysis;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory runs list</c>: runs of a folder, those that are asked for, in the order that is asked for.</summary>
internal static class RunsListCommand
{
    private const string UsualFolder = "results";

    public static DocumentedCommand Create(Terminal terminal)
    {
        Argument<string[]> folders = new("DIR")
        {
            Description = "Where to look, four levels deep",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [UsualFolder],
        };
        Option<string?> where = new("--where")
        {
            HelpName = "EXPRESSION",
            Description = "Only runs of which this holds, as in \"task = copy and bits_per_sequence < 0.1\": comparisons by =, !=, <, <=, "
                + ">, >=, ~ (contains) and !~, joined by and, or, not and parentheses. Names: "
                + $"{string.Join(", ", RunFields.Names)}, any metric (at the end, or in the last evaluation so far), and any key of a "
                + "config, such as training.optimizer.rate, or rate for short",
        };
        Option<string?> sort = new("--sort")
        {
            HelpName = "KEYS",
            Description = "Order by one or more of these names, as in task,-bits_per_sequence: after a - the greatest first; the latest "
                + "heard of first if not given",
        };
        Option<bool> group = new("--group")
        {
            Description = "A line for each group of runs that differ in the seed alone: n, and the median and quartiles at the end",
        };
        Option<string?> metric = new("--metric")
        {
            HelpName = "NAME",
            Description = "Which metric to show; that of each run's stop rule, else of its published figure, else bits_per_sequence",
        };
        Option<bool> json = Options.Json("Print a JSON array, for scripts"), csv = Options.Csv();
        DocumentedCommand command = new("list", "List runs, the latest first", "neuralmemory runs list",
            "neuralmemory runs list results/sweep --group --sort bits_per_sequence",
            "neuralmemory runs list --where \"task = copy and bits_per_sequence < 0.1 and not tag = bad\" --json")
        {
            SignedOption = "--sort",
        };
        foreach (Option option in (Option[])[where, sort, group, metric, json, csv])
            command.Add(option);
        command.Add(folders);
        command.Validators.Add(result => Options.RefuseBoth(result, json, csv));
        command.SetAction(parsed =>
        {
            string[] looked = parsed.GetRequiredValue(folders);
            // The usual folder is not there before the first run; one that was named should be.
            bool isNamed = parsed.GetResult(folders) is { Tokens.Count: > 0 };
            if (isNamed && Array.Find(looked, folder => !Directory.Exists(folder)) is { } missing)
            {
                terminal.Fail(File.Exists(missing) ? $"'{missing}' is a file, not a folder of runs" : $"there is no folder '{missing}'");
                return ExitCodes.Usage;
            }

            RunCollection found = RunCollection.Find(looked);
            IReadOnlyList<RunFacts> runs = Chosen(found.Runs, parsed.GetValue(where), parsed.GetValue(sort));
            string? nothing = found.Runs.Count == 0 ? $"there is no run in {string.Join(", ", looked.Select(folder => $"'{folder}'"))}"
                : runs.Count == 0 ? $"none of {Readable.Count(found.Runs.Count, "run")} is of this kind" : null;
            RunsList list = new(terminal, runs, parsed.GetValue(metric), TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(json))
                Json.Write(terminal, parsed.GetValue(group) ? list.GroupDocument() : list.Document());
            else if (parsed.GetValue(csv))
                terminal.Out.Write(parsed.GetValue(group) ? list.GroupCsv() : list.Csv());
            else if (nothing is not null)
                terminal.Out.WriteLine(nothing);
            else if (parsed.GetValue(group))
                list.PrintGroups();
            else
                list.Print();
            return ExitCodes.Done;
        });
        return command;
    }

    private static IReadOnlyList<RunFacts> Chosen(IReadOnlyList<RunFacts> runs, string? where, string? sort)
    {
        if (runs.Count == 0)
            return runs;
        if (where is not null)
            runs = RunFilter.Choose(where, runs);
        return runs.Count == 0 ? runs : sort is not null ? RunOrder.Sort(sort, runs)
            : [.. runs.OrderByDescending(run => run.Updated).ThenBy(run => run.Path, StringComparer.Ordinal)];
    }
}
