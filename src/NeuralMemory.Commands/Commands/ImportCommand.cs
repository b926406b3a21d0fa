using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Exports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory import</c>: weights from elsewhere as a run.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> file = new("FILE")
        {
            Description = "A safetensors file: as 'export' writes it, or with the arrays of nn.LSTM or nn.GRU, and nn.Linear",
        };
        Option<string> config = new("--as")
        {
            HelpName = "CONFIG",
            Description = "The config whose machine the weights are of; a run's folder stands for its config",
            Required = true,
        };
        Option<string[]> set = Options.Set("Change a key of the config", "training.steps=6000");
        Option<long?> seed = Options.Whole("--seed", "The root of all randomness of further training, in place of the config's");
        Option<long?> step = Options.Whole("--step", "How many training steps the weights are said to have behind them; 0 if not given", 0);
        Option<string?> directory = new("--out")
        {
            HelpName = "DIR",
            Description = "Where the run goes; results/NAME-seedN if not given",
        };
        Option<bool> force = new("--force") { Description = "Move a run that is there already aside" };
        Option<bool> json = Options.Json("Print a JSON document with what was imported, for scripts");
        DocumentedCommand command = new("import", "Make a run of weights from elsewhere, to evaluate it, look at it or train it further",
            "neuralmemory import trained.safetensors --as configs/ntm-copy.yaml",
            "neuralmemory import lstm.safetensors --as configs/lstm-copy.yaml --set machine.units=512 --out results/from-torch",
            "neuralmemory import trained.safetensors --as results/ntm-copy-seed1 --step 20000 --out results/further")
        { file, config, set, seed, step, directory, force, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file), typed = parsed.GetRequiredValue(config);
            Refuse(path.Length == 0, "FILE", "expected the name of a file");
            Refuse(typed.Length == 0, "--as", "expected the name of a config");
            Experiment experiment = Load(typed, parsed.GetValue(set) ?? [], parsed.GetValue(seed));
            ImportedWeights weights = WeightsImport.Read(path, experiment) with { Step = parsed.GetValue(step) ?? 0 };
            string run = Run.Import(experiment, weights, new()
            {
                Directory = parsed.GetValue(directory),
                Force = parsed.GetValue(force),
                Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
                Engines = engines,
                Time = TimeProvider.System,
            });
            if (parsed.GetValue(json))
                Json.Write(terminal, Document(run, weights));
            else
                Print(terminal, run, weights);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The experiment of a config, or that of a run.</summary>
    private static Experiment Load(string config, IReadOnlyList<string> set, long? seed)
    {
        if (!RunDirectory.IsRun(config))
            return Experiment.Load(config, set, seed);
        using RunDirectory run = RunDirectory.Open(config);
        string[] changes = [.. set, .. seed is { } other ? [FormattableString.Invariant($"seed={other}")] : (string[])[]];
        return StoredExperiment.Read(run, changes, anyChange: true);
    }

    private static void Print(Terminal terminal, string run, ImportedWeights weights)
    {
        foreach (string note in weights.Notes)
            terminal.WriteErrorWords($"note: {note}");
        string what = $"{Readable.Count(weights.Arrays.Count)} arrays of {Readable.Count(NumbersOf(weights))} numbers";
        terminal.WriteWords(Quoted.Harmless($"imported: {what}, from {weights.File}, to {run}"), indent: 10);
    }

    private static long NumbersOf(ImportedWeights weights) => weights.Arrays.Sum(array => (long)array.Data.Length);

    private static JsonObject Document(string run, ImportedWeights weights) => new()
    {
        ["directory"] = run,
        ["file"] = weights.File,
        ["sha256"] = weights.Sha256,
        ["layout"] = weights.Layout,
        ["step"] = weights.Step,
        ["arrays"] = weights.Arrays.Count,
        ["numbers"] = NumbersOf(weights),
        ["notes"] = new JsonArray([.. weights.Notes.Select(note => JsonValue.Create(note))]),
    };

    private static void Refuse(bool isWrong, string option, string problem)
    {
        if (isWrong)
            throw new InvalidInputException(SourceMark.WholeFile(option), problem);
    }
}
