using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;

namespace NeuralMemory.Cli;

/// <summary><c>neuralmemory train</c>.</summary>
internal static class TrainCommand
{
    private const int MostThreads = 1024;

    public static Command Create(Terminal terminal)
    {
        Argument<string> config = new("config") { HelpName = "CONFIG", Description = "The experiment's YAML file" };
        Option<string[]> set = Options.Set("Change a key of the config", "training.steps=6000");
        Option<long?> seed = Options.Whole("--seed", "The root of all randomness of training, in place of the config's");
        Option<string?> directory = new("--out") { HelpName = "DIR", Description = "Where the run's files go; results/NAME-seedN if not given" };
        Option<bool> force = new("--force") { Description = "Move a run that is there already aside" };
        Option<long?> threads = Options.Whole("--threads", "How many threads compute; changes no bit of the results", 1, MostThreads);
        Option<bool> dryRun = new("--dry-run") { Description = "Say what the run would be, and do nothing" };
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("train", "Train a machine as a config says",
            "neuralmemory train configs/ntm-copy.yaml",
            "neuralmemory train configs/ntm-copy.yaml --set training.steps=6000 --seed 7 --out results/try",
            "neuralmemory train configs/ntm-copy.yaml --dry-run",
            "neuralmemory train configs/copy-tiny.yaml --json --quiet | jq .state")
        { config, set, seed, directory, force, threads, dryRun, json, quiet };
        command.SetAction(parsed =>
        {
            string[] overrides =
            [
                .. parsed.GetValue(set) ?? [],
                .. parsed.GetValue(threads) is { } count ? (string[])[$"training.threads={count}"] : [],
            ];
            Experiment experiment = Experiment.Load(parsed.GetRequiredValue(config), overrides, parsed.GetValue(seed));
            if (parsed.GetValue(dryRun))
                return Describe(terminal, experiment, parsed.GetValue(directory) ?? Run.DefaultDirectory(experiment), parsed.GetValue(json));
            return new TrainingSession(terminal, parsed.GetValue(json), parsed.GetValue(quiet)).Run((observer, token) => Run.Start(
                experiment,
                new()
                {
                    Directory = parsed.GetValue(directory),
                    Force = parsed.GetValue(force),
                    Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
                    Observer = observer,
                    Time = TimeProvider.System,
                },
                token));
        });
        return command;
    }

    private static int Describe(Terminal terminal, Experiment experiment, string directory, bool json)
    {
        DryRun run = experiment.Describe();
        if (json)
        {
            Json.Write(terminal, new JsonObject
            {
                ["name"] = experiment.Config.Name,
                ["directory"] = directory,
                ["task"] = experiment.Task.Name,
                ["machine"] = experiment.Config.Machine.Kind,
                ["seed"] = experiment.Config.Seed,
                ["parameters"] = run.Parameters,
                ["inputs"] = run.InputWidth,
                ["outputs"] = run.OutputWidth,
                ["steps"] = run.Steps,
                ["sequences"] = run.Sequences,
                ["min_length"] = run.MinLength,
                ["max_length"] = run.MaxLength,
                ["threads"] = run.Threads,
                ["memory_bytes"] = run.MemoryBytes,
                ["tensors"] = new JsonArray([.. run.Tensors.Select(tensor => new JsonObject { ["name"] = tensor.Name, ["shape"] = tensor.Shape.ToString() })]),
            });
            return ExitCodes.Done;
        }

        TextTable.Print(terminal, ["parameter", "shape>"], run.Tensors.Select(tensor => (IReadOnlyList<string>)[tensor.Name, tensor.Shape.ToString()]));
        TextWriter output = terminal.Out;
        output.WriteLine();
        output.WriteLine($"run:        {directory}");
        output.WriteLine($"task:       {experiment.Task.Name} ({Readable.Parameters(experiment.Task)}), {run.MinLength} to {run.MaxLength} steps an episode");
        output.WriteLine($"machine:    {experiment.Config.Machine.Kind}, {run.InputWidth} inputs, {run.OutputWidth} outputs, "
            + $"{Readable.Count(run.Parameters)} parameters");
        output.WriteLine($"training:   {Readable.Count(run.Steps)} steps, {Readable.Count(run.Sequences)} sequences at most");
        output.WriteLine($"evaluation: {1 + experiment.Grid.Count} {(experiment.Grid.Count == 0 ? "point" : "points")} "
            + $"of {Readable.Count(experiment.Config.Evaluation.Episodes)} episodes at the end");
        output.WriteLine($"memory:     about {Readable.Bytes(run.MemoryBytes)}");
        output.WriteLine($"threads:    {run.Threads}");
        return ExitCodes.Done;
    }
}
