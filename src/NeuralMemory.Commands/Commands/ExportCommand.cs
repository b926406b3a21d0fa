using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json.Nodes;
using NeuralMemory.Exports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory export</c>: what runs have measured and learned, in formats of other programs.</summary>
internal static class ExportCommand
{
    private const string StandardOutput = "-";

    public static Command Create(Terminal terminal)
    {
        Argument<string> folder = new("DIR") { Description = "A run's folder, or a folder of runs, such as a group or a sweep" };
        Option<string> format = new("--format")
        {
            HelpName = "FORMAT",
            Description = string.Join("; ", ExportFormats.All.Select(each => $"{each.Name}: {each.Description}")),
            Required = true,
        };
        format.CompletionSources.Add(_ => ExportFormats.All.Select(each => new CompletionItem(each.Name)));
        Option<string?> output = new("--out")
        {
            HelpName = "PATH",
            Description = "Where to, - for standard output; the folder of the run or runs if not given",
        };
        Option<CheckpointChoice> checkpoint = Options.Checkpoint();
        checkpoint.Description = "The step whose weights are taken, or 'best' for the best of the run; the latest if not given";
        Option<bool> metrics = new("--metrics") { Description = "Put what was measured beside the weights (npz)" };
        Option<int?> length = new("--length")
        {
            HelpName = "N",
            Description = "The most steps of a sequence, where a model has to know (onnx)",
        };
        Option<bool> whole = new("--whole") { Description = "A model of whole sequences, also of a machine that goes step by step (onnx)" };
        Option<bool> json = Options.Json("Print a JSON document with the files that were made, for scripts");
        DocumentedCommand command = new("export",
            "Write what runs have measured, or their weights, in a format of another program",
            "neuralmemory export results/ntm-copy-seed1 --format csv",
            "neuralmemory export results --format csv --out -",
            "neuralmemory export results/ntm-copy-seed1 --format safetensors --checkpoint best --out ntm-copy.safetensors",
            "neuralmemory export results/ntm-copy-seed1 --format pytorch --out ntm_copy",
            "neuralmemory export results/ntm-copy-seed1 --format onnx --out ntm-copy.onnx",
            "neuralmemory export results --format tensorboard --out events")
        { folder, format, output, checkpoint, metrics, whole, length, json };
        command.SetAction(parsed =>
        {
            ExportFormat chosen = ExportFormats.Find(parsed.GetRequiredValue(format)) ?? throw new InvalidInputException(
                SourceMark.WholeFile("--format"), ExportFormats.Problem(parsed.GetRequiredValue(format)));
            CheckpointChoice choice = parsed.GetValue(checkpoint);
            string? path = parsed.GetValue(output);
            Refuse(!choice.IsLatest && !chosen.HasWeights, "--checkpoint", $"{chosen.Name} has no weights of a checkpoint");
            Refuse(parsed.GetValue(metrics) && !chosen.CanHaveMetrics, "--metrics", chosen.HasWeights
                ? $"{chosen.Name} holds nothing but weights; npz can hold what was measured, too"
                : $"{chosen.Name} holds what was measured as it is");
            Refuse(parsed.GetValue(length) is not null && !chosen.HasModels, "--length", $"{chosen.Name} holds no model of a machine");
            Refuse(parsed.GetValue(whole) && !chosen.HasModels, "--whole", $"{chosen.Name} holds no model of a machine");
            Refuse(parsed.GetValue(length) is < 1, "--length", "expected a number of steps, at least 1");
            Refuse(path == "", "--out", "expected the name of a file or folder");
            Refuse(path == StandardOutput && !chosen.IsText, "--out",
                $"{chosen.Name} is no text for standard output: name a file, or a folder for several runs");
            Refuse(path == StandardOutput && parsed.GetValue(json), "--json", "standard output has the table; name a file by --out");
            // A program would read it by its name.
            ExportFormat? named = ExportFormats.All.FirstOrDefault(
                each => path?.EndsWith('.' + each.Name, StringComparison.Ordinal) ?? false);
            Refuse(named is not null && named != chosen, "--out",
                $"{Quoted.Text(path ?? "")} ends as a file of the format {named?.Name}, and {chosen.Name} is asked for");
            ExportSubject subject = ExportSubject.Open(parsed.GetRequiredValue(folder));
            if (path == StandardOutput)
            {
                using TextStream text = new(terminal.Out);
                chosen.WriteText(subject, text);
                return Finish(terminal, subject.Problems);
            }

            ExportOutcome outcome = chosen.Write(subject, new()
            {
                Out = path,
                Step = choice.Step,
                Best = choice.IsBest,
                WithMetrics = parsed.GetValue(metrics),
                Length = parsed.GetValue(length),
                Whole = parsed.GetValue(whole),
            });
            if (parsed.GetValue(json))
                Json.Write(terminal, Document(chosen, subject, outcome));
            else
                terminal.WriteWords(Told(subject, outcome), indent: 10);
            return Finish(terminal, outcome.Problems);
        });
        return command;
    }

    private static string Told(ExportSubject subject, ExportOutcome outcome)
    {
        string content = outcome.Content.Length > 0 ? outcome.Content + " of " : "";
        string runs = subject.Runs.Count == 1 ? "1 run" : $"{Readable.Count(subject.Runs.Count)} runs";
        return outcome.Files is [var only] ? $"exported: {content}{runs} to {only}"
            : $"exported: {Readable.Count(outcome.Files.Count)} files of {runs} to {outcome.Out}";
    }

    private static JsonObject Document(ExportFormat format, ExportSubject subject, ExportOutcome outcome) => new()
    {
        ["format"] = format.Name,
        ["out"] = outcome.Out,
        ["files"] = new JsonArray([.. outcome.Files.Select(file => JsonValue.Create(file))]),
        ["runs"] = new JsonArray([.. subject.Runs.Select(run => JsonValue.Create(run.Name))]),
        ["problems"] = new JsonArray([.. outcome.Problems.Select(problem => JsonValue.Create(problem))]),
    };

    private static int Finish(Terminal terminal, IReadOnlyList<string> problems)
    {
        foreach (string problem in problems)
            terminal.Fail($"left out: {problem}");
        return problems.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Refuse(bool isWrong, string option, string problem)
    {
        if (isWrong)
            throw new InvalidInputException(SourceMark.WholeFile(option), problem);
    }
}
