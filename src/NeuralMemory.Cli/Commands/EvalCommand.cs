using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Cli;

/// <summary><c>neuralmemory eval</c>.</summary>
internal static class EvalCommand
{
    private const int MostSlots = 1 << 24, MostEpisodes = 1_000_000;

    public static Command Create(Terminal terminal)
    {
        Argument<string> run = new("run") { HelpName = "DIR", Description = "The run's folder; the run may be training" };
        Option<string[]> set = Options.Set("Give a parameter of the task, or slots, another value", "length=20");
        Option<long?> slots = Options.Whole("--slots", "Memory slots; as many as trained with if not given", 1, MostSlots);
        Option<long?> episodes = Options.Whole("--episodes", "How many fresh episodes; the config's number if not given", 1, MostEpisodes);
        Option<long?> checkpoint = Options.Whole("--checkpoint", "The step to measure; the latest if not given", 0);
        Option<string?> picture =
            new("--picture") { HelpName = "FILE", Description = "Also draw the first of the episodes to this SVG file" };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("eval",
            "Measure a trained machine on fresh episodes; without --set and --slots also on the config's grid",
            "neuralmemory eval results/ntm-copy-seed1",
            "neuralmemory eval results/ntm-copy-seed1 --set length=20 --episodes 64 --json",
            "neuralmemory eval results/ntm-copy-seed1 --set length=1000 --slots 1024 --picture recall.svg")
        { run, set, slots, episodes, checkpoint, picture, json };
        command.SetAction(parsed =>
        {
            string directory = parsed.GetRequiredValue(run);
            EvaluationRequest request = new()
            {
                Settings = parsed.GetValue(set) ?? [],
                Slots = (int?)parsed.GetValue(slots),
                Episodes = (int?)parsed.GetValue(episodes),
                Step = parsed.GetValue(checkpoint),
            };
            bool isWhole = request.Settings.Count == 0 && request.Slots is null;
            IReadOnlyList<EvaluationResult> single = Run.Evaluate(directory, request);
            IReadOnlyList<EvaluationResult> grid = isWhole ? Run.Evaluate(directory, request with { ConfigGrid = true }) : [];
            if (parsed.GetValue(picture) is { } file)
                Draw(directory, request, file);
            if (parsed.GetValue(json))
                Print(terminal, single[0], grid, isWhole);
            else
                EvaluationTable.Print(terminal, [.. single, .. grid]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Draw(string directory, EvaluationRequest request, string file)
    {
        (EpisodeRecording recording, long step) = Run.Record(directory, request);
        AtomicFile.WriteText(file, RecallPicture.Draw(recording, $"{Path.GetFileName(Path.GetFullPath(directory))}, step {step}"));
    }

    private static void Print(Terminal terminal, EvaluationResult single, IReadOnlyList<EvaluationResult> grid, bool withGrid)
    {
        JsonObject document = Json.Evaluation(single);
        if (withGrid)
            document["grid"] = new JsonArray([.. grid.Select(Json.Evaluation)]);
        Json.Write(terminal, document);
    }
}
