using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Reproductions;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory reproduce</c>.</summary>
internal static class ReproduceCommand
{
    private const int MostJobs = 1024;

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string[]> names = new("NAME")
        {
            Description = "A folder of configs or one config, or a benchmark: its path, or its name in configs/reproductions or "
                + "configs/benchmarks here or in the program",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> only = new("--only")
        {
            HelpName = "TASK[/MACHINE]",
            Description = "Train only these cells of a benchmark; may be repeated",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        Option<string?> runs = new("--runs")
        {
            HelpName = "DIR",
            Description = $"Where the runs of benchmarks are; {Benchmark.DefaultRuns} if not given",
        };
        Option<IReadOnlyList<long>?> seeds = SeedList.Option();
        Option<long?> jobs = Options.Whole(
            "--jobs", "How many runs train at a time, each on a thread of its own; 1 if not given", 1, MostJobs);
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would be done about each run, and do nothing" };
        Option<bool> reportOnly = new("--report-only") { Description = "Train nothing: make the pages from what there is" };
        Option<bool> force = new("--force")
        {
            Description = "Move aside runs of another experiment, and runs that diverged, and begin them anew",
        };
        Option<bool> strict = Options.Strict();
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("reproduce",
            "Train what is missing of a published experiment or a benchmark, and say what came out beside what was published",
            "neuralmemory reproduce ntm-2014/copy-ntm-lstm --seeds 1..10 --jobs 2",
            "neuralmemory reproduce ntm-2014 --dry-run",
            "neuralmemory reproduce ntm-2014 --report-only",
            "neuralmemory reproduce configs/reproductions/ntm-2014/copy-lstm.yaml --seeds 1,3,5 --json --quiet",
            "neuralmemory reproduce mad --only in-context-recall/ntm --only compression --jobs 2",
            "neuralmemory reproduce configs/benchmarks/mad/benchmark.yaml --report-only")
        { names, only, seeds, jobs, runs, dryRun, reportOnly, force, strict, json, quiet };
        command.Subcommands.Add(SchemaCommand.Create(terminal, "reproduce", "a benchmark's file", BenchmarkSchema.JsonSchema));
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetRequiredValue(names);
            JobOptions options = new()
            {
                Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
                Engines = engines,
                Strict = parsed.GetValue(strict),
                Force = parsed.GetValue(force),
                Time = TimeProvider.System,
            };
            (bool isJson, bool isQuiet) = (parsed.GetValue(json), parsed.GetValue(quiet));
            int sideBySide = (int)(parsed.GetValue(jobs) ?? 1);
            string[] cells = parsed.GetValue(only) ?? [];
            string?[] benchmarks = [.. named.Select(name => BenchmarkCatalog.Find(name))];
            if (benchmarks is [{ } file])
                return new BenchmarkSession(terminal, isJson, isQuiet)
                {
                    Benchmark = Benchmark.Load(file, runs: parsed.GetValue(runs) ?? Benchmark.DefaultRuns, seeds: parsed.GetValue(seeds)),
                    Only = cells,
                    Jobs = sideBySide,
                    Options = options,
                }.Run(parsed.GetValue(dryRun), parsed.GetValue(reportOnly));
            if (benchmarks.Any(each => each is not null))
                return Refuse("a benchmark is run by itself: give its name alone");
            if (cells.Length > 0 || parsed.GetValue(runs) is not null)
                return Refuse("'--only' and '--runs' are of benchmarks, and these names are of reproductions");
            return new ReproductionSession(terminal, isJson, isQuiet)
            {
                Reproductions = ReproductionCatalog.Find(named, others: BenchmarkCatalog.Names()),
                Seeds = parsed.GetValue(seeds) ?? SeedList.Usual,
                Jobs = sideBySide,
                Options = options,
            }.Run(parsed.GetValue(dryRun), parsed.GetValue(reportOnly));
        });
        return command;

        int Refuse(string message)
        {
            terminal.Fail(message);
            return ExitCodes.Usage;
        }
    }
}
