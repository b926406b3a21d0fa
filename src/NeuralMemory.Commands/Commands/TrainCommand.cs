using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory train</c>.</summary>
internal static class TrainCommand
{
    private const int MostJobs = 1024;

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> config = ConfigArgument.One("The experiment's YAML file, or its name: 'config list' has them");
        Option<string[]> set = Options.Set("Change a key of the config", "training.steps=6000");
        Option<long?> seed = Options.Whole("--seed", "The root of all randomness of training, in place of the config's");
        Option<IReadOnlyList<long>?> seeds = SeedList.Option("Train a group: these seeds, as 1..10 or 1,3,5, each a run of its own");
        Option<long?> jobs = Options.Whole(
            "--jobs", "How many runs of a group or a sweep train at a time, each on a thread of its own; 1 if not given", 1, MostJobs);
        SweepOptions axes = new();
        LauncherOptions launcher = new();
        Option<string?> directory = new("--out")
        {
            HelpName = "DIR",
            Description = "Where the files go; results/NAME-seedN if not given, results/NAME for a group, results/NAME-sweep for a sweep",
        };
        Option<bool> force = new("--force") { Description = "Move a run that is there already aside; of a group, those in the way" };
        Option<long?> threads = Options.Threads();
        Option<EngineConfig?> engine = Options.Engine("What computes, in place of the config's");
        OriginOptions origins = new();
        Option<bool> dryRun = new("--dry-run") { Description = "Say what the run would be, and do nothing" };
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("train", "Train a machine as a config says",
            "neuralmemory train configs/ntm-copy.yaml",
            "neuralmemory train ntm-copy",
            "neuralmemory train configs/ntm-copy.yaml --set training.steps=6000 --seed 7 --out results/try",
            "neuralmemory train configs/ntm-copy.yaml --dry-run",
            "neuralmemory train configs/ntm-copy.yaml --seeds 1..10 --jobs 2",
            "neuralmemory train configs/copy-tiny.yaml --sweep training.optimizer.rate=1e-3,1e-2 --seeds 1..3",
            "neuralmemory train configs/ntm-copy.yaml --seeds 1..10 --launcher slurm --slurm time=2:00:00",
            "neuralmemory train configs/ntm-copy.yaml --from results/ntm-copy-seed1@best --set task.parameters.length=[1,40]",
            "neuralmemory train configs/ntm-copy.yaml --seeds 1..5 --from results/ntm-copy-seed1 --out results/longer",
            "neuralmemory train configs/copy-tiny.yaml --json --quiet | jq .state")
        { config, set, seed, seeds, jobs, axes.Grid, directory, force, threads, engine, dryRun, json, quiet };
        foreach (Option option in origins.All.Concat(launcher.All))
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };

            if (IsGiven(seed) && IsGiven(seeds))
                result.AddError("'--seed' is the seed of one run, and '--seeds' those of a group; give one of them");
            if (launcher.All.Any(IsGiven) && !IsGiven(seeds) && !IsGiven(axes.Grid))
                result.AddError("'--launcher' and '--slurm' say where the runs of a group or a sweep train; add --seeds or --sweep");
            if (IsGiven(jobs) && !IsGiven(seeds) && !IsGiven(axes.Grid))
                result.AddError("'--jobs' says how many runs train at a time, and there is one; add --seeds or --sweep");
            origins.Validate(result);
        });
        command.SetAction(parsed =>
        {
            string[] overrides =
            [
                .. parsed.GetValue(set) ?? [],
                .. Options.ChangesBy(parsed.GetValue(threads), parsed.GetValue(engine)),
            ];
            if (axes.AreGiven(parsed) || parsed.GetValue(seeds) is not null)
                return Many(parsed, overrides);
            Experiment experiment = Experiment.Load(parsed.GetRequiredValue(config), overrides, parsed.GetValue(seed));
            Warnings.Print(terminal, experiment);
            WarmStart? origin = origins.Of(parsed);
            if (parsed.GetValue(dryRun))
            {
                string where = parsed.GetValue(directory) ?? Run.DefaultDirectory(experiment);
                DryRunReport.Print(terminal, experiment, engines, where, origin?.Check(experiment), parsed.GetValue(json));
                return ExitCodes.Done;
            }

            return new TrainingSession(terminal, parsed.GetValue(json), parsed.GetValue(quiet)).Run((observer, token) => Run.Start(
                experiment,
                new()
                {
                    Directory = parsed.GetValue(directory),
                    Force = parsed.GetValue(force),
                    From = origin,
                    Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
                    Observer = observer,
                    Engines = engines,
                    Time = TimeProvider.System,
                },
                token));
        });
        return command;

        int Many(ParseResult parsed, string[] overrides)
        {
            string path = parsed.GetRequiredValue(config), typed = CommandText.Of(parsed.Tokens.Select(token => token.Value));
            (bool isDry, bool isJson, bool isQuiet) = (parsed.GetValue(dryRun), parsed.GetValue(json), parsed.GetValue(quiet));
            int sideBySide = (int)(parsed.GetValue(jobs) ?? 1);
            IReadOnlyList<long> wanted = parsed.GetValue(seeds) ?? (parsed.GetValue(seed) is { } one ? [one] : []);
            if (!axes.AreGiven(parsed))
                return new GroupSession(terminal, engines)
                {
                    Json = isJson,
                    Quiet = isQuiet,
                    DryRun = isDry,
                    Launcher = launcher.Of(parsed, parsed.GetValue(jobs)),
                    Command = typed,
                }.Run(new(path, overrides, wanted, parsed.GetValue(directory), origins.Of(parsed)), sideBySide, parsed.GetValue(force));
            SweepDefinition definition = origins.Apply(parsed, axes.Apply(parsed, SweepOptions.Of(path), overrides)) with
            {
                Seeds = wanted,
                Jobs = sideBySide,
                Threads = (int)(parsed.GetValue(threads) ?? 1),
            };
            return new SweepSession(terminal, engines)
            {
                Json = isJson,
                Quiet = isQuiet,
                DryRun = isDry,
                Force = parsed.GetValue(force),
                Launcher = launcher.Of(parsed, parsed.GetValue(jobs)),
                Command = typed,
            }.Run(SweepFile.Load(
                definition, parsed.GetValue(directory) ?? Path.Combine(RunFiles.UsualFolder, definition.Name), file: null));
        }
    }
}
