using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Exports;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory eval</c>.</summary>
internal static class EvalCommand
{
    private const int MostEpisodes = 1_000_000;

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> run = new("DIR") { Description = "The run's folder; the run may be training" };
        Option<string[]> set = Options.Set("Give a parameter of the task, or slots, another value", "length=20");
        Option<long?> slots = Options.Whole("--slots", "Memory slots; as many as trained with if not given", 1,
            EvaluationRequest.MostSlots);
        Option<long?> episodes = Options.Whole("--episodes", "How many fresh episodes; the config's number if not given", 1, MostEpisodes);
        Option<string[]> grid = Options.Grid();
        Option<bool> trainingLines = new("--training-lines")
        {
            Description = "Of a corpus, take the lines that the machine was trained on, in place of those held out",
        };
        Option<long?> seed = Options.Whole("--seed", "The root of the fresh episodes, in place of the test episodes of the config");
        Option<CheckpointChoice> checkpoint = Options.Checkpoint();
        Option<long?> threads = Options.Threads();
        Option<EngineConfig?> engine = Options.Engine("What computes, in place of what trained the machine");
        Option<string?> picture =
            new("--picture") { HelpName = "FILE", Description = "Also draw the first of the episodes to this SVG file" };
        Option<long?> answers =
            Options.Whole("--answers", "Also say what it answered in so many episodes, where answers come back", 1, 1000);
        Option<long?> beam = Options.Beam();
        Option<string[]> clamp = Options.Clamp();
        Option<string?> outputs = new("--outputs")
        {
            HelpName = "FILE",
            Description = "Also write every episode with what was answered in it: arrays to a file .npz, lines to a file .jsonl",
        };
        Option<string?> input = new("--input")
        {
            HelpName = "FILE",
            Description = "Answer the sequences of this file, .jsonl, .csv or .npz, or its lines of text, .txt, in place of fresh episodes",
        };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("eval",
            "Measure a trained machine on fresh episodes; without --set, --slots and --grid also on the config's grid",
            "neuralmemory eval results/ntm-copy-seed1",
            "neuralmemory eval results/ntm-copy-seed1 --set length=20 --episodes 64 --json",
            "neuralmemory eval results/ntm-copy-seed1 --grid length=[10,20,40] --grid slots=[64,128] --checkpoint best",
            "neuralmemory eval results/dnc-repeat-copy-seed1 --clamp write/allocation-gates=0",
            "neuralmemory eval results/seq2seq-phrases-seed1 --beam 1 --answers 3",
            "neuralmemory eval results/ntm-copy-seed1 --set length=1000 --slots 1024 --picture recall.svg",
            "neuralmemory eval results/ntm-copy-seed1 --set length=20 --outputs episodes.npz",
            "neuralmemory eval results/ntm-copy-seed1 --input own.jsonl --outputs answers.jsonl",
            "neuralmemory eval results/seq2seq-phrases-seed1 --input phrases.txt")
        {
            run, set, slots, grid, episodes, trainingLines, seed, checkpoint, threads, engine, picture, answers, beam, clamp, outputs,
            input, json,
        };
        command.SetAction(parsed =>
        {
            string directory = parsed.GetRequiredValue(run);
            EvaluationRequest request = new()
            {
                Settings = parsed.GetValue(set) ?? [],
                Grid = parsed.GetValue(grid) ?? [],
                Slots = (int?)parsed.GetValue(slots),
                Episodes = (int?)parsed.GetValue(episodes),
                OnTrainingLines = parsed.GetValue(trainingLines),
                Seed = parsed.GetValue(seed),
                Beam = (int?)parsed.GetValue(beam),
                Clamps = ClampPoke.ParseClamps(parsed.GetValue(clamp) ?? [], clamp.Name),
            };
            string? file = parsed.GetValue(picture);
            PictureName.Expect("--picture", file);
            string? written = parsed.GetValue(outputs), given = parsed.GetValue(input);
            if (written is not null)
                EpisodeFile.ExpectPlace("--outputs", written);
            if (given is not null)
                EvalInput.RefuseOthers(
                    parsed, [set, grid, episodes, trainingLines, seed, picture, answers, .. EvalTexts.Has(given) ? (Option[])[] : [beam]]);
            using TrainedMachine machine = TrainedMachine.Open(directory, new()
            {
                Step = parsed.GetValue(checkpoint).Step,
                Best = parsed.GetValue(checkpoint).IsBest,
                Engine = parsed.GetValue(engine),
                Threads = (int?)parsed.GetValue(threads),
                Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
                Time = TimeProvider.System,
                Engines = engines,
            });
            if (given is not null && EvalTexts.Has(given))
                return EvalTexts.Run(terminal, machine, request, given, written, parsed.GetValue(json));
            if (given is not null)
                return EvalInput.Run(terminal, machine, request, given, written, parsed.GetValue(json));
            int? said = (int?)parsed.GetValue(answers);
            if (said is not null)
                RefuseWithoutFeedback(machine.Experiment.Task);
            else if (request.Beam is not null)
                RefuseWithoutFreeAnswers(machine.Experiment);
            bool isWhole = request.Settings.Count == 0 && request.Slots is null && request.Grid.Count == 0;
            (IReadOnlyList<EvaluationResult> asked, IReadOnlyList<EvaluationResult> more) =
                EvalOutputs.Evaluate(machine, request, isWhole, written);
            foreach (string problem in asked.Concat(more).Select(result => result.NotKept).OfType<string>().Distinct())
                terminal.WriteErrorWords($"warning: {problem}");
            Answers? answered = null;
            if (said is { } count)
            {
                EvaluationPoint point = machine.PointsOf(request)[0];
                answered = new(point.Task.Feedback!.Beam, machine.AnswersAt(point, count));
            }

            if (file is not null)
                Draw(machine, request, file);
            if (parsed.GetValue(json))
                Json.Write(terminal, request.Grid.Count > 0
                    ? Document(null, asked, answered, written)
                    : Document(asked[0], isWhole ? more : null, answered, written));
            else
            {
                EvaluationTable.Print(terminal, isWhole ? EvaluationOrder.Sort([.. asked, .. more]) : asked);
                if (request.Clamps.Count > 0)
                    terminal.WriteWords("not kept in the run: it says nothing of the machine as it was trained", indent: 2);
                if (asked[0].Beam is null)
                    SearchText.Print(terminal, answered?.Beam);
                AnswerText.Print(terminal, answered?.Given ?? []);
                if (file is not null)
                    terminal.Out.WriteLine($"picture of the first episode: {file}");
                if (written is not null)
                    terminal.Out.WriteLine(EvalOutputs.Told([.. asked, .. more], written));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Draw(TrainedMachine machine, EvaluationRequest request, string file)
    {
        AtomicFile.WriteText(file, RecallPicture.Draw(
            machine.Record(request), $"{machine.Experiment.Config.Name}: {machine.InWords}; step {Readable.Count(machine.Step)}"
            + string.Concat(request.Clamps.Select(clamp => $"; {clamp.ToShortString()}"))));
    }

    private static void RefuseWithoutFeedback(TaskDefinition task)
    {
        if (task.Feedback is null)
            throw new InvalidInputException(SourceMark.WholeFile("--answers"),
                $"no answer comes back in the task '{task.Name}': its episode has no phase with 'feedback'");
    }

    private static void RefuseWithoutFreeAnswers(Experiment experiment)
    {
        TaskDefinition task = experiment.Task;
        bool isCounted = task.Metrics.Any(metric => metric.IsFree) || experiment.Config.Stop is { Metric.IsFree: true };
        if (task.Feedback is not null && !isCounted)
            throw new InvalidInputException(SourceMark.WholeFile("--beam"), $"no metric of the task '{task.Name}' counts what a machine "
                + "answers while its own answer comes back to it; add '--answers 5' to see five of its answers");
    }

    private static JsonObject Document(
        EvaluationResult? single, IReadOnlyList<EvaluationResult>? grid, Answers? answered, string? outputs)
    {
        JsonObject document = single is null ? [] : Json.Evaluation(single);
        if (grid is not null)
            document["grid"] = new JsonArray([.. grid.Select(Json.Evaluation)]);
        if (answered is not null)
        {
            document["beam"] = answered.Beam;
            document["answers"] = new JsonArray([.. answered.Given.Select(AnswerText.Document)]);
        }

        if (outputs is not null)
            document["outputs"] = outputs;

        return document;
    }

    /// <summary>Some answers, and how many were kept side by side to find each.</summary>
    private sealed record Answers(int Beam, IReadOnlyList<GivenAnswer> Given);
}
