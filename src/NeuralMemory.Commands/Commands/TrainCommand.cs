using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory train</c>.</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> config = new("CONFIG") { Description = "The experiment's YAML file" };
        Option<string[]> set = Options.Set("Change a key of the config", "training.steps=6000");
        Option<long?> seed = Options.Whole("--seed", "The root of all randomness of training, in place of the config's");
        Option<string?> directory = new("--out")
        {
            HelpName = "DIR",
            Description = "Where the run's files go; results/NAME-seedN if not given",
        };
        Option<bool> force = new("--force") { Description = "Move a run that is there already aside" };
        Option<long?> threads = Options.Threads();
        Option<EngineConfig?> engine = Options.Engine("What computes, in place of the config's");
        Option<string?> from = new("--from")
        {
            HelpName = "RUN[@STEP|@best]",
            Description = "Begin with the weights of another run: of its latest checkpoint, that of a step, or its best",
        };
        Option<bool> withOptimizer = new("--with-optimizer") { Description = "Of --from, take what the optimizer remembers, too" };
        Option<bool> dryRun = new("--dry-run") { Description = "Say what the run would be, and do nothing" };
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("train", "Train a machine as a config says",
            "neuralmemory train configs/ntm-copy.yaml",
            "neuralmemory train configs/ntm-copy.yaml --set training.steps=6000 --seed 7 --out results/try",
            "neuralmemory train configs/ntm-copy.yaml --dry-run",
            "neuralmemory train configs/ntm-copy.yaml --from results/ntm-copy-seed1@best --set task.parameters.length=[1,40]",
            "neuralmemory train configs/copy-tiny.yaml --json --quiet | jq .state")
        { config, set, seed, directory, force, from, withOptimizer, threads, engine, dryRun, json, quiet };
        command.Validators.Add(result =>
        {
            if (result.GetValue(withOptimizer) && result.GetValue(from) is null)
                result.AddError("'--with-optimizer' takes what another run's optimizer remembers: say which run by --from");
        });
        command.SetAction(parsed =>
        {
            string[] overrides =
            [
                .. parsed.GetValue(set) ?? [],
                .. Options.ChangesBy(parsed.GetValue(threads), parsed.GetValue(engine)),
            ];
            Experiment experiment = Experiment.Load(parsed.GetRequiredValue(config), overrides, parsed.GetValue(seed));
            Warnings.Print(terminal, experiment);
            WarmStart? origin = OriginOf(parsed.GetValue(from), parsed.GetValue(withOptimizer));
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
    }

    /// <summary>The run whose weights are to begin with; null for none.</summary>
    private static WarmStart? OriginOf(string? text, bool withOptimizer)
    {
        if (text is null)
            return null;
        if (text.Length == 0 || WarmStart.Parse(text) is not { } start)
            throw new InvalidInputException(SourceMark.WholeFile("--from"),
                $"expected a run, RUN@STEP or RUN@best, found '{Quoted.Harmless(text)}'");
        return start with { WithOptimizer = withOptimizer };
    }
}
