using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory trace</c>.</summary>
internal static class TraceCommand
{
    private const string Extension = ".npz";

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> run = new("DIR") { Description = "The run's folder; the run may be training" };
        Option<string> output = new("--out")
        {
            HelpName = "FILE",
            Description = "Where the arrays go",
            DefaultValueFactory = _ => "trace.npz",
        };
        Option<long?> episode = Options.Whole(
            "--episode", $"Which held-out episode, from 0; {ShownEpisode.Rule}, if not given", 0);
        Option<string[]> set = Options.Set("Give a parameter of the task, or slots, another value", "length=20");
        Option<long?> slots = Options.Whole(
            "--slots", "Memory slots; as many as trained with if not given", 1, EvaluationRequest.MostSlots);
        Option<CheckpointChoice> checkpoint = Options.Checkpoint();
        Option<bool> links = new("--links") { Description = "Also the links between slots: slots x slots numbers in each step" };
        Option<bool> compressed = new("--compressed") { Description = "Deflate the arrays: a shorter file, which takes longer to write" };
        Option<string[]> poke = Options.Poke();
        Option<EngineConfig?> engine = Options.Engine("What computes, in place of what trained the machine");
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("trace",
            "Write everything that a trained machine computes in an episode, step by step, as arrays for NumPy",
            "neuralmemory trace results/ntm-copy-seed1 --out trace.npz",
            "neuralmemory trace results/ntm-copy-seed1 --set length=500 --slots 1024 --out long.npz",
            "neuralmemory trace results/dnc-repeat-copy-seed1 --episode 3 --links --checkpoint best --out links.npz",
            "neuralmemory trace results/ntm-copy-seed1 --poke input:3:2=1 --poke clamp:heads/gates@5..9=0 --out poked.npz")
        { run, output, episode, set, slots, checkpoint, links, compressed, poke, engine, json };
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(output);
            if (!file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
                throw new InvalidInputException(SourceMark.WholeFile("--out"),
                    $"arrays are written as {Extension}; name the file, such as {Quoted.Text(Path.ChangeExtension(file, Extension))}");
            IReadOnlyList<Poke> pokes = Poke.ParseAll(parsed.GetValue(poke) ?? [], poke.Name);
            Results.AtomicFile.ExpectPlace(file);
            using TrainedMachine machine = TrainedMachine.Open(parsed.GetRequiredValue(run), new()
            {
                Step = parsed.GetValue(checkpoint).Step,
                Best = parsed.GetValue(checkpoint).IsBest,
                Engine = parsed.GetValue(engine),
                Engines = engines,
            });
            EvaluationRequest request = new() { Settings = parsed.GetValue(set) ?? [], Slots = (int?)parsed.GetValue(slots) };
            EvaluationPoint point = machine.PointsOf(request)[0];
            long shown = parsed.GetValue(episode) ?? ShownEpisode.Of(point);
            TraceSummary traced = machine.TraceAt(
                point, file, new()
                {
                    Episode = shown,
                    Links = parsed.GetValue(links),
                    Compressed = parsed.GetValue(compressed),
                    Pokes = pokes,
                });
            long bytes = new FileInfo(file).Length;
            if (parsed.GetValue(json))
                Json.Write(terminal, new JsonObject
                {
                    ["file"] = file,
                    ["episode"] = shown,
                    ["bytes"] = bytes,
                    ["pokes"] = new JsonArray([.. pokes.Select(each => JsonValue.Create(each.ToString()))]),
                    ["steps"] = traced.Steps,
                    ["wrong"] = traced.Wrong,
                    ["scored"] = traced.Scored,
                    ["unit"] = traced.Unit,
                });
            else
                terminal.WriteWords($"episode {Readable.Count(shown)}{(pokes.Count == 0 ? "" : ", poked")}: "
                    + $"{Readable.Count(traced.Steps, "step")}, "
                    + $"{Readable.Count(traced.Wrong)} of "
                    + $"{Readable.Count(traced.Scored)} {traced.Unit} wrong; arrays: {file} ({Readable.Bytes(bytes)})");
            return ExitCodes.Done;
        });
        return command;
    }
}
