using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory sweep run</c>.</summary>
internal static class SweepRunCommand
{
    private const int MostJobs = 1024;

    public static DocumentedCommand Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string?> file = new("FILE")
        {
            Description = "A sweep's YAML file or its name, or the folder of a sweep that is to go on",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> config = new("--config")
        {
            HelpName = "CONFIG",
            Description = "The config that is varied, or its name, where there is no FILE",
        };
        SweepOptions axes = new();
        Option<string[]> set = Options.Set("Change a key of the config at all points", "training.steps=6000");
        Option<IReadOnlyList<long>?> seeds = SeedList.Option("The seeds of each point, as 1..3 or 1,5; the config's own if none are named");
        Option<long?> jobs = Options.Whole(
            "--jobs", "How many runs train at a time; if nobody says another, 1 here, and on a cluster as many as fit", 1, MostJobs);
        Option<long?> threads = Options.Threads();
        Option<long?> retries = Options.Whole("--retries", "How often a run that fails is tried again; 0 if nobody says another", 0, 100);
        Option<FailurePolicy?> onFailure = OnFailure();
        Option<string?> directory = new("--out") { HelpName = "DIR", Description = "The sweep's folder; results/NAME if not given" };
        LauncherOptions launcher = new();
        OriginOptions origins = new();
        Option<bool> force = new("--force") { Description = "Move aside runs that diverged, and begin them anew" };
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would be done about each job and what it takes, and do nothing" };
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("run", "Run what is missing of a sweep; the same command goes on after an interruption",
            "neuralmemory sweep run configs/sweeps/copy-rates.yaml --jobs 2",
            "neuralmemory sweep run --config configs/copy-tiny.yaml --sweep training.optimizer.rate=1e-3,1e-2 --seeds 1..3",
            "neuralmemory sweep run configs/sweeps/copy-rates.yaml --sweep machine.memory.slots=16,32 --dry-run",
            "neuralmemory sweep run results/copy-rates",
            "neuralmemory sweep run --config configs/ntm-copy.yaml --from results/ntm-copy-seed1@best --sweep training.batch=8,16",
            "neuralmemory sweep run configs/sweeps/copy-rates.yaml --launcher slurm --slurm partition=gpu --slurm time=2:00:00")
        { file, config, set, seeds, jobs, threads, retries, onFailure, directory, force, dryRun, json, quiet };
        foreach (Option option in axes.All.Concat(launcher.All).Concat(origins.All))
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            origins.Validate(result);
            if ((result.GetResult(file) is { Tokens.Count: > 0 }) == (result.GetResult(config) is { Tokens.Count: > 0 }))
                result.AddError("a sweep is made of a FILE or of a --config; give one of them");
        });
        command.SetAction(parsed =>
        {
            (SweepDefinition definition, string? path, string? folder) = Read(parsed.GetValue(file), parsed.GetValue(config));
            definition = origins.Apply(parsed, axes.Apply(parsed, definition, parsed.GetValue(set) ?? [])) with
            {
                Seeds = parsed.GetValue(seeds) ?? definition.Seeds,
                Jobs = (int)(parsed.GetValue(jobs) ?? definition.Jobs),
                Threads = (int)(parsed.GetValue(threads) ?? definition.Threads),
                Retries = (int)(parsed.GetValue(retries) ?? definition.Retries),
                OnFailure = parsed.GetValue(onFailure) ?? definition.OnFailure,
            };
            Sweep sweep = SweepFile.Load(
                definition, parsed.GetValue(directory) ?? folder ?? Path.Combine(RunFiles.UsualFolder, definition.Name), path);
            return new SweepSession(terminal, engines)
            {
                Json = parsed.GetValue(json),
                Quiet = parsed.GetValue(quiet),
                DryRun = parsed.GetValue(dryRun),
                Force = parsed.GetValue(force),
                Launcher = launcher.Of(parsed, parsed.GetValue(jobs)),
                Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
            }.Run(sweep);
        });
        return command;
    }

    /// <summary>A definition, the file that it stands in, and the folder that it belongs to, if it has them.</summary>
    private static (SweepDefinition Definition, string? File, string? Folder) Read(string? named, string? config)
    {
        if (named is null)
            return (SweepOptions.Of(config!), null, null);
        if (!Directory.Exists(named))
        {
            string located = new ConfigLibrary(Environment.CurrentDirectory, "sweeps").Locate(named);
            return (SweepFile.Read(located), located, null);
        }

        if (!SweepFolder.IsSweep(named))
            throw new RunException(RunProblem.Missing, $"'{named}' is no sweep: it has no {SweepFolder.FileName}");
        string file = Path.Combine(named, SweepFolder.FileName);
        return (SweepFile.Read(file), file, named);
    }

    private static Option<FailurePolicy?> OnFailure() => new("--on-failure")
    {
        HelpName = "go-on|stop",
        Description = "What the failure of a run means for the others: they go on, or no further one begins; go-on if nobody says another",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            foreach (FailurePolicy policy in Enum.GetValues<FailurePolicy>())
                if (YamlValues.NameOf(policy) == text)
                    return policy;
            result.AddError($"'--on-failure': expected go-on or stop, found {Quoted.Text(text)}");
            return null;
        },
    };
}
