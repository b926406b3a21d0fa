using System.Text.Json.Nodes;
using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>Tells a script how a run goes: one JSON object a line, each with its <c>event</c>.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="quiet">Whether only the end is told.</param>
internal sealed class JsonObserver(Terminal terminal, bool quiet) : ITrainingObserver
{
    public void Started(RunStarted run) => Tell("started", new()
    {
        ["directory"] = run.Directory,
        ["name"] = run.Experiment.Config.Name,
        ["task"] = run.Experiment.Task.Name,
        ["machine"] = run.Experiment.Config.Machine.Kind,
        ["seed"] = run.Experiment.Config.Seed,
        ["engine"] = run.Engine,
        ["threads"] = run.Experiment.Threads,
        ["step"] = run.Step,
        ["total_steps"] = run.TotalSteps,
        ["moved_aside"] = run.MovedAside,
        ["begins_anew"] = run.BeginsAnew,
    });

    public void Warned(string warning)
    {
        if (quiet)
            Warnings.Print(terminal, warning);
        Tell("warning", new() { ["message"] = warning });
    }

    public void Progressed(in TrainingProgress progress) => Tell("progress", Document(progress));

    public void Advanced(CurriculumAdvance advance) => Tell("level", new()
    {
        ["step"] = advance.Step,
        ["sequences"] = advance.Sequences,
        ["level"] = advance.Level.Number,
        ["levels"] = advance.Level.Count,
        ["parameters"] = Json.Parameters(advance.Level.Parameters),
    });

    public void Recomputed(int every) => Tell("recompute", new() { ["checkpointed_every"] = every });

    public void Evaluated(EvaluationResult result) => Tell("evaluation", Json.Evaluation(result));

    public void CheckpointSaved(long step) => Tell("checkpoint", new() { ["step"] = step });

    public void Finished(RunOutcome outcome) => Json.WriteLine(terminal, new JsonObject
    {
        ["event"] = "finished",
        ["directory"] = outcome.Directory,
        ["state"] = Json.NameOf(outcome.State),
        ["reason"] = outcome.Reason,
        ["step"] = outcome.Step,
        ["sequences"] = outcome.Sequences,
        ["seconds"] = Json.Seconds(outcome.Elapsed),
        ["evaluations"] = new JsonArray([.. outcome.Evaluations.Select(Json.Evaluation)]),
    });

    private static JsonObject Document(in TrainingProgress progress)
    {
        JsonObject document = new()
        {
            ["step"] = progress.Step,
            ["total_steps"] = progress.TotalSteps,
            ["sequences"] = progress.Sequences,
            ["loss"] = Json.Number(progress.Loss),
        };
        if (progress.BitsPerSequence is { } entropy)
            document["bits_per_sequence"] = Json.Number(entropy);
        if (progress.BitErrorsPerSequence is { } bits)
            document["bit_errors_per_sequence"] = Json.Number(bits);
        if (progress.SymbolErrorsPerSequence is { } symbols)
            document["symbol_errors_per_sequence"] = Json.Number(symbols);
        if (progress.NumberErrorsPerSequence is { } numbers)
            document["number_errors_per_sequence"] = Json.Number(numbers);
        document["gradient_norm"] = Json.Number(progress.GradientNorm);
        document["rate"] = Json.Number(progress.Rate);
        document["sequences_per_second"] = Json.Number(Math.Round(progress.SequencesPerSecond, 1));
        document["seconds"] = Json.Seconds(progress.Elapsed);
        if (progress.Level is { } level)
            document["level"] = level.Number;
        return document;
    }

    private void Tell(string name, JsonObject content)
    {
        if (quiet)
            return;
        content.Insert(0, "event", name);
        Json.WriteLine(terminal, content);
    }
}
