using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory runs usage</c>: what runs take of the disk.</summary>
internal static class RunsUsageCommand
{
    private const string UsualFolder = "results";

    public static DocumentedCommand Create(Terminal terminal)
    {
        Argument<string> folder = new("DIR")
        {
            Description = "Where to look, four levels deep",
            DefaultValueFactory = _ => UsualFolder,
        };
        Option<bool> group = new("--group") { Description = "A line for each folder of runs that differ in the seed alone" };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("usage", "Show what runs take of the disk, the largest first",
            "neuralmemory runs usage", "neuralmemory runs usage results/sweep --group")
        { folder, group, json };
        command.SetAction(parsed =>
        {
            string where = parsed.GetRequiredValue(folder);
            IReadOnlyList<string> runs = RunLister.FindPaths(where, withHalfWritten: true);
            if (runs.Count == 0 && parsed.GetResult(folder) is { Tokens.Count: > 0 })
                throw RunLister.NothingAt(where);
            Entry[] entries =
            [
                .. runs.GroupBy(run => parsed.GetValue(group) ? SeedFolders.WithoutSeed(run, asGiven: true) : run)
                    .Select(same => new Entry(same.Key, same.Count(), same.Select(RunUsage.Of).Aggregate(RunUsage.Add)))
                    .OrderByDescending(entry => entry.Usage.Bytes).ThenBy(entry => entry.Path, StringComparer.Ordinal),
            ];
            RunUsage trash = RunUsage.OfTrash(where);
            if (parsed.GetValue(json))
                Json.Write(terminal, Document(entries, trash));
            else
                Print(terminal, entries, trash, where);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Terminal terminal, Entry[] entries, RunUsage trash, string where)
    {
        RunUsage sum = entries.Aggregate(default(RunUsage), (all, entry) => all + entry.Usage);
        if (entries.Length == 0)
            terminal.Out.WriteLine($"there is no run in '{where}'");
        else
            FittingTable.PrintAll(terminal, FittingTable.Fitting(terminal,
            [
                new("run", 9, [.. entries.Select(entry => entry.Path), "together"]),
                new("size>", 8, [.. entries.Select(entry => Readable.Bytes(entry.Usage.Bytes)), Readable.Bytes(sum.Bytes)]),
                new("checkpoints>", 6, [.. entries.Select(entry => Share(entry.Usage)), Share(sum)]),
                new("files>", 3, [.. entries.Select(entry => Readable.Count(entry.Usage.Files)), Readable.Count(sum.Files)]),
                new("runs>", 4, entries.All(entry => entry.Runs == 1) ? [.. entries.Select(_ => ""), ""]
                    : [.. entries.Select(entry => Readable.Count(entry.Runs)), Readable.Count(entries.Sum(entry => entry.Runs))]),
            ], least: 2), 1);
        if (trash.Files > 0)
            terminal.WriteWords($"  in the trash: {Readable.Bytes(trash.Bytes)}", indent: 2);
    }

    private static JsonObject Document(Entry[] entries, RunUsage trash) => new()
    {
        ["runs"] = new JsonArray([.. entries.Select(entry => new JsonObject
        {
            ["path"] = entry.Path,
            ["runs"] = entry.Runs,
            ["bytes"] = entry.Usage.Bytes,
            ["checkpoint_bytes"] = entry.Usage.Checkpoints,
            ["files"] = entry.Usage.Files,
        })]),
        ["bytes"] = entries.Sum(entry => entry.Usage.Bytes),
        ["trash_bytes"] = trash.Bytes,
    };

    private static string Share(RunUsage usage) => usage.Bytes == 0 ? "" : $"{100 * usage.Checkpoints / usage.Bytes} %";

    private sealed record Entry(string Path, int Runs, RunUsage Usage);
}
