using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Reproductions;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory reproduce</c>.</summary>
internal static class ReproduceCommand
{
    private const int MostJobs = 1024;

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string[]> names = new("NAME")
        {
            Description = "A folder of configs or one config: its path, or its name in configs/reproductions here or in the program",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<IReadOnlyList<long>?> seeds = SeedList.Option();
        Option<long?> jobs = Options.Whole(
            "--jobs", "How many seeds train at a time, each on a thread of its own; 1 if not given", 1, MostJobs);
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would be done about each seed, and do nothing" };
        Option<bool> reportOnly = new("--report-only") { Description = "Train nothing: make the tables from the runs that there are" };
        Option<bool> force = new("--force")
        {
            Description = "Move aside runs of another experiment, and runs that diverged, and begin them anew",
        };
        Option<bool> strict = Options.Strict();
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("reproduce",
            "Train what is missing of a published experiment, and say whether its figures came out",
            "neuralmemory reproduce ntm-2014/copy-ntm-lstm --seeds 1..10 --jobs 2",
            "neuralmemory reproduce ntm-2014 --dry-run",
            "neuralmemory reproduce ntm-2014 --report-only",
            "neuralmemory reproduce configs/reproductions/ntm-2014/copy-lstm.yaml --seeds 1,3,5 --json --quiet")
        { names, seeds, jobs, dryRun, reportOnly, force, strict, json, quiet };
        command.SetAction(parsed => new ReproductionSession(terminal, parsed.GetValue(json), parsed.GetValue(quiet))
        {
            Reproductions = ReproductionCatalog.Find(parsed.GetRequiredValue(names)),
            Seeds = parsed.GetValue(seeds) ?? SeedList.Usual,
            Jobs = (int)(parsed.GetValue(jobs) ?? 1),
            Force = parsed.GetValue(force),
            Strict = parsed.GetValue(strict),
            Engines = engines,
            Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        }.Run(parsed.GetValue(dryRun), parsed.GetValue(reportOnly)));
        return command;
    }
}
