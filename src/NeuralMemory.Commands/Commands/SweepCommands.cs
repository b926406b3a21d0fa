using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory sweep</c>: one config, and what is varied of it.</summary>
internal static class SweepCommands
{
    public static Command Create(Terminal terminal, EngineCatalog engines) => new DocumentedCommand(
        "sweep", "Train a config at many settings, several seeds each",
        "neuralmemory sweep run configs/sweeps/copy-rates.yaml --jobs 2",
        "neuralmemory sweep status results/copy-rates",
        "neuralmemory sweep export results/copy-rates --out rates.csv")
    {
        SweepRunCommand.Create(terminal, engines), Status(terminal), Export(terminal), Work(terminal, engines), Cancel(terminal),
        SchemaCommand.Create(terminal, "sweep", "a sweep's file", SweepSchema.JsonSchema),
    };

    private static Argument<string> Folder() => new("DIR") { Description = "The sweep's folder" };

    private static DocumentedCommand Status(Terminal terminal)
    {
        Argument<string> folder = Folder();
        Option<bool> each = new("--each") { Description = "A line for each job rather than for each point" };
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts: each job, and then the sweep");
        DocumentedCommand command = new("status", "Say how each point of a sweep stands and what it has come to",
            "neuralmemory sweep status results/copy-rates", "neuralmemory sweep status results/copy-rates --each",
            "neuralmemory sweep status results/copy-rates --json | jq 'select(.event == \"sweep\").states'")
        { folder, each, json };
        command.SetAction(parsed =>
        {
            SweepReport.Print(
                terminal, SweepFolder.Open(parsed.GetRequiredValue(folder)), parsed.GetValue(json), parsed.GetValue(each));
            return ExitCodes.Done;
        });
        return command;
    }

    private static DocumentedCommand Export(Terminal terminal)
    {
        Argument<string> folder = Folder();
        Option<string?> file = new("--out") { HelpName = "FILE", Description = "Write to a file rather than to the output" };
        DocumentedCommand command = new("export", "Print a sweep as one table in CSV: a row for each job",
            "neuralmemory sweep export results/copy-rates > rates.csv", "neuralmemory sweep export results/copy-rates --out rates.csv")
        { folder, file };
        command.SetAction(parsed =>
        {
            Sweep sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            string table = SweepTable.Csv(JobOutcome.Read(sweep.Jobs, Launchers.Look(sweep.Folder)), sweep.Axes);
            if (parsed.GetValue(file) is { } path)
                AtomicFile.WriteText(path, table);
            else
                terminal.Out.Write(table);
            return ExitCodes.Done;
        });
        return command;
    }

    private static DocumentedCommand Work(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> folder = Folder();
        Option<string?> id = new("--job")
        {
            HelpName = "ID",
            Description = "Which job, as sweep status --each lists them; the next one with work if not given",
        };
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("work",
            "Run one job of a sweep: what a launcher starts on another machine. It goes on with what is there, and does nothing that is "
            + "done or that another process is at",
            "neuralmemory sweep work results/copy-rates --job 0a1b2c3d4e5f/seed-1", "neuralmemory sweep work results/copy-rates")
        { folder, id, json, quiet };
        command.SetAction(parsed =>
        {
            Sweep sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            JobOptions options = SweepSession.OptionsOf(
                sweep.Definition, CommandText.Of(parsed.Tokens.Select(token => token.Value)), force: false, engines);
            Job? job = parsed.GetValue(id) is { } named
                ? sweep.Find(named)
                : sweep.Jobs.FirstOrDefault(each => JobPlan.Of(each).IsWork);
            return job is null
                ? Nothing(terminal, parsed.GetValue(json))
                : new JobSession(terminal, parsed.GetValue(json), parsed.GetValue(quiet))
                {
                    Jobs = [job],
                    Launcher = new LocalLauncher(1, options),
                    SideBySide = 1,
                    Force = false,
                    Engines = engines,
                    Words = ("jobs", "point"),
                    RefusesAll = false,
                }.Run(begin: null, report: () => { });
        });
        return command;
    }

    private static DocumentedCommand Cancel(Terminal terminal)
    {
        Argument<string> folder = Folder();
        Option<string[]> ids = new("--job")
        {
            HelpName = "ID",
            Description = "Which job, as sweep status --each lists them; may be repeated; all that wait or run if not given",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        DocumentedCommand command = new("cancel",
            "Take the jobs of a sweep out of a cluster's queue; those that train save a checkpoint, and go on when they are run again",
            "neuralmemory sweep cancel results/copy-rates", "neuralmemory sweep cancel results/copy-rates --job 0a1b2c3d4e5f/seed-1")
        { folder, ids };
        command.SetAction(parsed =>
        {
            Sweep sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            string[] named = [.. (parsed.GetValue(ids) ?? []).Select(id => sweep.Find(id).Id)];
            IReadOnlyList<string> cancelled = Launchers.Cancel(sweep.Folder, named.Length == 0 ? null : named);
            terminal.Out.WriteLine(cancelled.Count == 0
                ? "none of these jobs waits or runs on a cluster"
                : $"{Readable.Count(cancelled.Count, "job")} cancelled");
            return ExitCodes.Done;
        });
        return command;
    }

    private static int Nothing(Terminal terminal, bool json)
    {
        if (!json)
            terminal.Out.WriteLine("there is nothing to do");
        return ExitCodes.Done;
    }
}
