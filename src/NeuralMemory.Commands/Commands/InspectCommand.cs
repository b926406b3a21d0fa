using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Machines;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory inspect</c>.</summary>
internal static class InspectCommand
{
    private const int MostPlaces = 1 << 24;
    private const string EpisodeWord = "episode", MapsWord = "maps";

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> run = new("DIR")
        {
            Description = "The run's folder, and the run may be training; or a trace (.npz), or a list of traces for a page (.yaml)",
        };
        Option<string?> text = new("--text") { HelpName = "TEXT", Description = "What to read, in place of a held-out episode" };
        Option<string?> answer = new("--answer")
        {
            HelpName = "TEXT",
            Description = "The right answer to --text, which comes back to the machine in place of its own",
        };
        Option<bool> forced = new("--forced") { Description = "Have the right answer come back in place of the machine's own" };
        Option<long?> beam = Options.Beam();
        Option<long?> episode = Options.Whole(
            "--episode", $"Which held-out episode, from 0; {ShownEpisode.Rule}, if not given", 0);
        Option<string[]> set = Options.Set("Give a parameter of the task, or slots, another value", "length=20");
        Option<long?> slots = Options.Whole(
            "--slots", "Memory slots; as many as trained with if not given", 1, EvaluationRequest.MostSlots);
        Option<CheckpointChoice> checkpoint = Options.Checkpoint();
        Option<string?> compare = new("--compare")
        {
            HelpName = "STEP[,STEP]",
            Description = "Draw the episode at these checkpoints too, beside one another",
        };
        Option<string?> view = new("--view")
        {
            HelpName = "VIEW",
            Description = "episode: all over time; maps: what looked at what, for machines of attention and --text; "
                + "memory: who wrote what is read",
        };
        view.AcceptOnlyFromAmong(EpisodeWord, MapsWord, TraceInspection.MemoryWord);
        Option<long?> first = Options.Whole("--first", "The first step of a long episode to draw", 0, MostPlaces);
        Option<long?> steps = Options.Whole(
            "--steps", $"How many of its steps to draw; at most {EpisodeTraceOptions.UsualSteps} if not given", 1, MostPlaces);
        Option<long?> at = Options.Whole(
            "--at", "Of the memory: after which step to draw it; the last one before the last phase if not given", 0, MostPlaces);
        Option<string[]> poke = Options.Poke();
        Option<EngineConfig?> engine = Options.Engine("What computes, in place of what trained the machine");
        Option<long?> row = Options.Whole("--row", "The first row of long maps to draw; the last rows if not given", 0, MostPlaces);
        Option<long?> column =
            Options.Whole("--column", "The first column of long maps; those with the most weight if not given", 0, MostPlaces);
        Option<string?> output = new("--out")
        {
            HelpName = "FILE",
            Description = "Where the picture goes, with its numbers beside it as .csv; inspect.svg in the run's folder if not given",
        };
        Option<string?> page = new("--page")
        {
            HelpName = "FILE.html",
            Description = "Also write the episode as a page of its own, to go through it step by step without a server",
        };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("inspect",
            "Show step by step what a machine answers and where it looks, and draw it",
            "neuralmemory inspect results/seq2seq-phrases-seed1 --text \"I love you\"",
            "neuralmemory inspect results/seq2seq-phrases-seed1 --text \"I love you\" --beam 1",
            "neuralmemory inspect results/transformer-copy-seed1 --set length=10 --out copy.svg",
            "neuralmemory inspect results/ntm-copy-seed1 --set length=40 --slots 256 --out copy.svg",
            "neuralmemory inspect results/ntm-copy-seed1 --compare 1000,5000",
            "neuralmemory inspect results/ntm-copy-seed1 --episode 3 --json",
            "neuralmemory inspect results/ntm-copy-seed1 --set length=20 --slots 32 --view memory --out memory.svg --page copy.html",
            "neuralmemory inspect trace.npz --page episode.html",
            "neuralmemory inspect results/ntm-copy-seed1 --poke head:heads/weights[1]@5=0 --out poked.svg")
        {
            run, text, answer, episode, forced, beam, set, slots, checkpoint, compare, view, first, steps, at, poke, engine, row, column,
            output, page, json,
        };
        command.SetAction(parsed =>
        {
            if (TraceInspection.Takes(parsed.GetRequiredValue(run)))
            {
                foreach (Option ofRuns in command.Options.Except([first, steps, at, view, output, page, json]))
                    Refuse(parsed, ofRuns, "it is about a run, and this is of an episode that was traced already");
                TraceInspection traced = new(parsed.GetValue(first), parsed.GetValue(steps), parsed.GetValue(view), parsed.GetValue(output),
                    parsed.GetValue(page), parsed.GetValue(json));
                return (traced with { At = (int?)parsed.GetValue(at) }).Run(terminal, parsed.GetRequiredValue(run));
            }

            if (parsed.GetValue(text) is null)
                Refuse(parsed, answer, "it is the right answer to '--text', which is not given; '--forced' takes that of an episode");
            else
            {
                Refuse(parsed, episode, "'--text' takes the place of an episode; leave one of them out");
                Refuse(parsed, page, "a page shows an episode; '--text' takes its place");
                if (parsed.GetValue(answer) is null)
                    Refuse(parsed, forced, "the right answer to '--text' is not known; give it by '--answer'");
            }

            if (parsed.GetValue(forced) || parsed.GetValue(answer) is not null)
                Refuse(parsed, beam, "the right answer comes back to the machine, so that none is searched for; leave one of them out");

            string directory = parsed.GetRequiredValue(run);
            string file = parsed.GetValue(output) ?? Path.Combine(directory, "inspect.svg");
            string numbers = Path.ChangeExtension(file, ".csv");
            if (file == numbers)
                throw new InvalidInputException(SourceMark.WholeFile("--out"),
                    $"{Quoted.Text(file)} is where the numbers of the picture go; name the picture, such as "
                    + Quoted.Text(Path.ChangeExtension(file, ".svg")));
            PictureName.Expect("--out", parsed.GetValue(output));
            EpisodePageFile.Expect(parsed.GetValue(page));
            IReadOnlyList<Poke> pokes = Poke.ParseAll(parsed.GetValue(poke) ?? [], poke.Name);
            IReadOnlyList<long> compared = EpisodeView.Steps(parsed.GetValue(compare));
            TrainedMachineOptions opening = new()
            {
                Step = parsed.GetValue(checkpoint).Step,
                Best = parsed.GetValue(checkpoint).IsBest,
                Engine = parsed.GetValue(engine),
                Engines = engines,
            };
            using TrainedMachine machine = TrainedMachine.Open(directory, opening);
            EvaluationRequest request = new()
            {
                Settings = parsed.GetValue(set) ?? [],
                Slots = (int?)parsed.GetValue(slots),
                Beam = (int?)parsed.GetValue(beam),
            };
            bool isText = parsed.GetValue(text) is not null;
            bool drawsMaps = (parsed.GetValue(view) ?? (isText || LooksAtSteps(machine) ? MapsWord : EpisodeWord)) == MapsWord;
            foreach (Option mapsOnly in (Option[])[row, column])
                if (!drawsMaps)
                    Refuse(parsed, mapsOnly, "it is a place of a map, and the episode is drawn over time; '--first' and '--steps' choose "
                        + "steps, '--view maps' draws maps");
            foreach (Option episodeOnly in (Option[])[compare, first, steps])
                if (drawsMaps && (episodeOnly == compare || parsed.GetValue(page) is null))
                    Refuse(parsed, episodeOnly, "maps are drawn; '--view episode' draws the episode over time");
            if (isText && !drawsMaps)
                Refuse(parsed, view, "a text is drawn as maps; leave out one of '--text' and '--view episode'");
            bool drawsMemory = parsed.GetValue(view) == TraceInspection.MemoryWord;
            if (drawsMemory)
                Refuse(parsed, compare, "one checkpoint's memory is drawn at a time; '--view episode' draws several");
            else
                Refuse(parsed, at, "it is a step of the memory; '--view memory' draws that");
            EvaluationPoint point = machine.PointsOf(request)[0];
            long shown = parsed.GetValue(episode) ?? (isText ? 0 : ShownEpisode.Of(point));
            Inspection inspection = parsed.GetValue(text) is { } given
                ? machine.InspectText(
                    point, Given("--text", given), parsed.GetValue(answer) is { } right ? Given("--answer", right) : null, pokes)
                : machine.InspectAt(point, shown, parsed.GetValue(forced), pokes);
            bool isDrawn = !drawsMaps || inspection.Maps.Count > 0;
            EpisodeTraceOptions part = new()
            {
                Episode = shown,
                Links = true,
                EndsOfMatrices = true,
                Pokes = pokes,
                First = (int)(parsed.GetValue(first) ?? 0),
                Steps = (int)(parsed.GetValue(steps) ?? EpisodeTraceOptions.UsualSteps),
            };
            EpisodeTrace? whole = drawsMemory || parsed.GetValue(page) is not null
                ? machine.TraceEpisode(point, part with { Links = false, EndsOfMatrices = false })
                : null;
            if (drawsMemory)
                AtomicFile.WriteText(file, MemoryPicture.Draw(whole!, AtStep.Of(whole!, (int?)parsed.GetValue(at))));
            else if (!drawsMaps)
            {
                EpisodeView.Write(new EpisodeView(directory, request, part, opening).Trace(machine, compared), file, numbers);
            }
            else if (isDrawn)
            {
                RefuseBeyond("--row", parsed.GetValue(row), inspection.Maps.Max(map => map.Weights.GetLength(0)), "row");
                RefuseBeyond("--column", parsed.GetValue(column), inspection.Maps.Max(map => map.Weights.GetLength(1)), "column");
                AtomicFile.WriteText(file, WeightPicture.Draw(
                    inspection.Maps, TitleOf(machine, isText ? null : shown, pokes), (int?)parsed.GetValue(row),
                    (int?)parsed.GetValue(column)));
                AtomicFile.WriteText(numbers, WeightCsv.Write(inspection.Maps));
            }

            if (parsed.GetValue(page) is { } html)
                EpisodePageFile.Write(html, whole!);
            if (parsed.GetValue(json))
                Json.Write(terminal, Document(inspection, isText ? null : shown, pokes, isDrawn ? file : null,
                    isDrawn && !drawsMemory ? numbers : null, parsed.GetValue(page)));
            else
            {
                if (!isText)
                    terminal.WriteWords($"episode {Readable.Count(shown)}"
                        + (parsed.GetValue(episode) is null ? $", {ShownEpisode.Rule}" : "")
                        + (pokes.Count == 0 ? "" : ", poked"), indent: 2);
                InspectionText.Print(terminal, inspection, isDrawn ? (file, drawsMemory ? null : numbers) : null);
                if (parsed.GetValue(page) is { } written)
                    terminal.WriteWords($"page: {written}", indent: 9);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Whether the machine looks at anything but the slots of a memory: steps, a source, latents.</summary>
    private static bool LooksAtSteps(TrainedMachine machine) =>
        machine.Machine.Config.WeightTraces.Any(weights => weights.Axis != WeightAxis.Slots);

    private static string TitleOf(TrainedMachine machine, long? episode, IReadOnlyList<Poke> pokes) =>
        $"{machine.Experiment.Config.Name}: {machine.InWords}; step {Readable.Count(machine.Step)}"
        + (episode is { } number ? $"; episode {Readable.Count(number)}" : "")
        + (pokes.Count == 0 ? "" : $"; poked: {string.Join(", ", pokes)}");

    private static void Refuse(ParseResult parsed, Option option, string why)
    {
        if (parsed.GetResult(option) is { Implicit: false })
            throw new InvalidInputException(SourceMark.WholeFile(option.Name), why);
    }

    private static void RefuseBeyond(string option, long? wanted, int count, string what)
    {
        if (wanted >= count)
            throw new InvalidInputException(
                SourceMark.WholeFile(option), $"there is no {what} {wanted}; the longest map has "
                + (count == 1 ? $"{what} 0 alone" : $"{what}s 0 to {count - 1}"));
    }

    private static GivenText Given(string option, string text) => new(text, SourceMark.WholeFile(option));

    private static JsonObject Document(
        Inspection inspection, long? episode, IReadOnlyList<Poke> pokes, string? picture, string? numbers, string? page) => new()
        {
            ["episode"] = episode,
            ["pokes"] = new JsonArray([.. pokes.Select(poke => JsonValue.Create(poke.ToString()))]),
            ["free"] = inspection.IsFree,
            ["beam"] = inspection.Beam,
            ["source"] = new JsonArray([.. inspection.Source.Select(name => JsonValue.Create(name))]),
            ["steps"] = new JsonArray(
            [
                .. inspection.Steps.Select((step, row) => new JsonObject
                {
                    ["shown"] = step.Shown,
                    ["wanted"] = step.Wanted,
                    ["said"] = step.Said,
                    ["probability"] = inspection.IsFree && step.Said is not null ? Json.Number(Math.Round(step.Probability, 6)) : null,
                    ["looked_at"] = new JsonObject(inspection.MapsOfSteps.Where(map => row < map.Weights.GetLength(0))
                        .Select(map => KeyValuePair.Create<string, JsonNode?>(map.Name, Largest(map, row)))),
                }),
            ]),
            ["picture"] = picture,
            ["numbers"] = numbers,
            ["page"] = page,
        };

    private static JsonArray Largest(WeightRecording map, int row) => new(
        [.. LookedAt.Of(map, row).Select(looked => new JsonObject
        {
            ["name"] = looked.Name,
            ["place"] = looked.Place,
            ["weight"] = Json.Number(Math.Round(looked.Weight, 4)),
        })]);
}
