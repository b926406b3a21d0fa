using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory runs</c>: looks at runs on disk.</summary>
internal static class RunsCommands
{
    private const string UsualFolder = "results";

    public static Command Create(Terminal terminal) => new DocumentedCommand(
        "runs", "List, show and draw runs", "neuralmemory runs list", "neuralmemory runs show results/ntm-copy-seed1",
        "neuralmemory runs draw results")
    {
        List(terminal), Show(terminal), RunsDrawCommand.Create(terminal),
    };

    private static DocumentedCommand List(Terminal terminal)
    {
        Argument<string> folder = new("DIR")
        {
            Description = "Where to look, four levels deep",
            DefaultValueFactory = _ => UsualFolder,
        };
        Option<bool> json = Options.Json("Print a JSON array, for scripts");
        DocumentedCommand command = new("list", "List runs, the latest first",
            "neuralmemory runs list", "neuralmemory runs list results/sweep --json")
        { folder, json };
        command.SetAction(parsed =>
        {
            string where = parsed.GetRequiredValue(folder);
            // The usual folder is not there before the first run; one that was named should be.
            if (parsed.GetResult(folder) is { Tokens.Count: > 0 } && !Directory.Exists(where))
            {
                terminal.Fail(File.Exists(where) ? $"'{where}' is a file, not a folder of runs" : $"there is no folder '{where}'");
                return ExitCodes.Usage;
            }

            IReadOnlyList<RunSummary> runs = RunLister.Find(where);
            if (parsed.GetValue(json))
                Json.Write(terminal, new JsonArray([.. runs.Select(Document)]));
            else if (runs.Count > 0)
                Print(terminal, [.. runs.Select(Row)]);
            else
                terminal.Out.WriteLine($"there is no run in '{where}'");
            return ExitCodes.Done;
        });
        return command;
    }

    private static DocumentedCommand Show(Terminal terminal)
    {
        Argument<string> folder = new("DIR") { Description = "The run's folder" };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("show", "Show how a run stands and what was measured",
            "neuralmemory runs show results/ntm-copy-seed1", "neuralmemory runs show results/ntm-copy-seed1 --json")
        { folder, json };
        command.SetAction(parsed =>
        {
            using RunDirectory run = RunDirectory.Open(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(json))
                Json.Write(terminal, RunDetails.Document(run));
            else
                RunDetails.Print(terminal, run);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A run in a listing of scripts.</summary>
    private static JsonObject Document(RunSummary run)
    {
        RunSubject subject = RunSubject.Of(run.Path);
        return new()
        {
            ["path"] = run.Path,
            ["task"] = subject.Task,
            ["machine"] = subject.Machine,
            ["updated"] = run.Updated.ToString("O", CultureInfo.InvariantCulture),
            ["status"] = Json.Status(run.Status),
            ["in_use"] = run.InUse,
            ["killed"] = run.WasKilled,
            ["seed"] = run.Environment?.Seed,
            ["problem"] = run.Problem,
        };
    }

    /// <summary>A table; on a terminal too narrow for it, two lines for each run.</summary>
    private static void Print(Terminal terminal, string[][] runs)
    {
        string[] columns = ["run", "machine", "task", "state", "steps>", "sequences>", "time>", "seed>", "updated"];
        if (TextTable.Fits(terminal, columns, runs))
        {
            TextTable.Print(terminal, columns, runs);
            return;
        }

        foreach (string[] run in runs)
        {
            terminal.Out.WriteLine(Quoted.Harmless(run[0]));
            string[] known =
            [
                Subject(run[1], run[2]), run[3], Told(run[4], "{0} steps"), Told(run[5], "{0} sequences"), run[6],
                Told(run[7], "seed {0}"), run[8],
            ];
            string line = string.Join(", ", known.Where(each => each.Length > 0));
            terminal.WriteWords($"  {Quoted.Harmless(line)}", indent: 2);
        }
    }

    /// <summary><c>ntm on copy</c>; of what cannot be read nothing is said.</summary>
    private static string Subject(string machine, string task) =>
        machine.Length > 0 && task.Length > 0 ? $"{machine} on {task}" : machine + task;

    private static string Told(string cell, string words) =>
        cell.Length == 0 ? "" : words.Replace("{0}", cell, StringComparison.Ordinal);

    private static string[] Row(RunSummary run)
    {
        RunSubject subject = RunSubject.Of(run.Path);
        return
        [
            run.Path,
            subject.Machine ?? "",
            subject.Task ?? "",
            run.Problem is not null ? "damaged" : RunDetails.StateOf(run),
            run.Status is { } steps ? Readable.Count(steps.Step) : "",
            run.Status is { } sequences ? Readable.Count(sequences.Sequences) : "",
            run.Status is { } status ? Readable.Duration(TimeSpan.FromSeconds(status.Seconds)) : "",
            run.Environment?.Seed.ToString(CultureInfo.InvariantCulture) ?? "",
            run.Updated.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        ];
    }
}
