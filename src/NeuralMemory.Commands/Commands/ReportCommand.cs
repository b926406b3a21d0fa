using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory report</c>: a run, a group or a sweep as one HTML page.</summary>
internal static class ReportCommand
{
    private const string FileName = "report.html", SweepFileName = "sweep.yaml";

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string[]> folders = new("DIR")
        {
            Description = "A run, a group of seeds or a sweep; or several of them, which are then held against one another",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> output = new("--out")
        {
            HelpName = "FILE.html",
            Description = $"Where the page goes; {FileName} in the first folder if not given",
        };
        Option<long?> episode = Options.Whole(
            "--episode", $"Which held-out episode is shown step by step, from 0; {ShownEpisode.Rule}, if not given", 0);
        Option<bool> noEpisode = new("--no-episode") { Description = "Show no episode: then no machine is opened" };
        Option<bool> json = Options.Json("Print a JSON document that names the file, for scripts");
        DocumentedCommand command = new("report", "Write all that is known of a run, a group or a sweep as one HTML page",
            "neuralmemory report results/ntm-copy", "neuralmemory report results/ntm-copy/seed-1 --out seed-1.html",
            "neuralmemory report results/copy-sweep --out sweep.html")
        { folders, output, episode, noEpisode, json };
        command.SetAction(parsed =>
        {
            string[] given = parsed.GetRequiredValue(folders);
            RunCollection runs = RunCollection.Open(given);
            string file = parsed.GetValue(output) ?? Path.Combine(given[0], FileName);
            if (Path.GetExtension(file).ToLowerInvariant() is not (".html" or ".htm"))
                throw new InvalidInputException(SourceMark.WholeFile("--out"),
                    $"{Quoted.Text(file)}: a report is an HTML page; give a name such as {Quoted.Text(Path.ChangeExtension(file, ".html"))}"
                    + (file.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? ", and print it from a browser" : ""));
            AtomicFile.ExpectPlace(file);
            PlotCommand.ReportProblems(terminal, runs);
            string page = Report.Html(new(runs, CommandText.Of(given.Prepend("report")))
            {
                Sweep = given is [var folder] ? ReadSweep(folder) : null,
                Name = given is [var named] ? NameOf(named) : null,
                Episode = parsed.GetValue(noEpisode) ? null : ReportedEpisode.Of(runs, parsed.GetValue(episode), engines, terminal),
            });
            AtomicFile.WriteText(file, page);
            int count = runs.Groups.Sum(group => group.Runs.Count);
            if (parsed.GetValue(json))
                Json.Write(terminal, new JsonObject
                {
                    ["report"] = file,
                    ["groups"] = runs.Groups.Count,
                    ["runs"] = count,
                });
            else
                terminal.WriteWords($"report: {file}, of {Readable.Count(count)} {(count == 1 ? "run" : "runs")} in "
                    + $"{Readable.Count(runs.Groups.Count)} {(runs.Groups.Count == 1 ? "group" : "groups")}", indent: 8);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>What a sweep is called; null for what is none, or cannot be read.</summary>
    private static string? NameOf(string folder)
    {
        string file = Path.Combine(folder, SweepFileName);
        try
        {
            return File.Exists(file) ? SweepFile.Read(file).Name : null;
        }
        catch (Exception exception) when (exception is InvalidInputException or RunException)
        {
            return null;
        }
    }

    private static string? ReadSweep(string folder)
    {
        string file = Path.Combine(folder, SweepFileName);
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", file, exception);
        }
    }
}
