using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Exports;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What <c>eval --input</c> does: a machine answers sequences of one's own.</summary>
internal static class EvalInput
{
    private const int MostShown = 10;

    /// <summary>Refuses options that are about fresh episodes.</summary>
    public static void RefuseOthers(ParseResult parsed, params Option[] others)
    {
        if (others.FirstOrDefault(other => parsed.GetResult(other) is { Implicit: false }) is { } wrong)
            throw new InvalidInputException(SourceMark.WholeFile(wrong.Name),
                "it says which episodes are drawn, and with --input none are: leave one of them out");
    }

    /// <summary>Has the sequences of a file answered.</summary>
    /// <param name="terminal">Where the answers go, where they go to no file.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="request">Says how many slots, and what is clamped.</param>
    /// <param name="input">The file.</param>
    /// <param name="outputs">Where the answers go; null for the terminal.</param>
    /// <param name="json">Whether a script reads it.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, TrainedMachine machine, EvaluationRequest request, string input, string? outputs, bool json)
    {
        int? slots = machine.PointsOf(request)[0].Slots;
        TaskDefinition task = machine.Experiment.Task;
        IReadOnlyList<GivenSequence> sequences = SequenceFile.Read("--input", input, task, machine.Machine.Config.ReadsSource);
        EpisodeLayout layout = new(task, sequences.Max(sequence => sequence.Length))
        {
            SourceLength = sequences.Max(sequence => sequence.SourceLength),
            HasOutputs = true,
            AreDrawn = false,
        };
        TaskScores? scores = null;
        if (outputs is not null)
            EpisodeFile.Write(outputs, layout, add => scores = machine.Answer(sequences, add, slots, request.Clamps));
        else if (json)
        {
            using TextStream stream = new(terminal.Out);
            EpisodeFile.WriteLines(stream, layout, add => scores = machine.Answer(sequences, add, slots, request.Clamps));
            return ExitCodes.Done;
        }
        else
            scores = machine.Answer(sequences, episode =>
            {
                if (episode.Number < MostShown)
                    AnsweredText.Print(terminal, task, episode);
            }, slots, request.Clamps);

        IReadOnlyList<MetricValue> metrics = scores!.Total.Sequences == 0 ? []
            : [.. task.Metrics.Where(IsKnown).Select(metric => new MetricValue(metric.Name, scores.Value(metric)))];
        if (json)
            Json.Write(terminal, Document(sequences.Count, scores, metrics, outputs));
        else
            Print(terminal, sequences.Count, scores, metrics, outputs);
        return ExitCodes.Done;
    }

    /// <summary>Neither an answer that comes back nor a reference is known of sequences that nothing drew.</summary>
    private static bool IsKnown(TaskMetric metric) =>
        !metric.IsFree && metric.Kind is not (MetricKind.ReferenceBitsPerSequence or MetricKind.BitsAboveReference);

    private static void Print(
        Terminal terminal, int sequences, TaskScores scores, IReadOnlyList<MetricValue> metrics, string? outputs)
    {
        string count = $"{Readable.Count(sequences)} {(sequences == 1 ? "sequence" : "sequences")}";
        if (outputs is null && sequences > MostShown)
            terminal.WriteWords($"... and {Readable.Count(sequences - MostShown)} more: --outputs writes all to a file", indent: 2);
        if (metrics.Count == 0)
            terminal.WriteWords($"{count} answered; what is wanted of them is not known, so that nothing is measured", indent: 2);
        else
            terminal.WriteWords($"{count}, {Readable.Count(scores.Total.Sequences)} with targets: "
                + string.Join(", ", metrics.Select(Told)), indent: 2);
        if (outputs is not null)
            terminal.WriteWords($"outputs: {outputs}", indent: 2);
    }

    private static string Told(MetricValue metric) => metric.Name + metric.Value.ToString(" 0.####", CultureInfo.InvariantCulture);

    private static JsonObject Document(int sequences, TaskScores scores, IReadOnlyList<MetricValue> metrics, string? outputs)
    {
        JsonObject document = new() { ["sequences"] = sequences, ["with_targets"] = scores.Total.Sequences };
        foreach (MetricValue metric in metrics)
            document[metric.Name] = Json.Number(metric.Value);
        document["outputs"] = outputs;
        return document;
    }
}
