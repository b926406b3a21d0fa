using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>What a run would be.</summary>
internal static class DryRunReport
{
    /// <summary>Prints the report.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="experiment">What would be run.</param>
    /// <param name="engines">What can compute.</param>
    /// <param name="directory">Where its files would be.</param>
    /// <param name="origin">Whose weights it would begin with; null for its own.</param>
    /// <param name="json">Whether a script reads it.</param>
    public static void Print(
        Terminal terminal, Experiment experiment, EngineCatalog engines, string directory, RunOrigin? origin, bool json)
    {
        foreach (string note in origin?.Notes ?? [])
            Warnings.Print(terminal, note);
        DryRun run = DryRun.Of(experiment, engines);
        if (json)
            Json.Write(terminal, Document(experiment, run, directory, origin));
        else
            Print(terminal, experiment, run, directory, origin);
    }

    private static void Print(Terminal terminal, Experiment experiment, DryRun run, string directory, RunOrigin? origin)
    {
        int points = 1 + experiment.Grid.Count;
        TextTable.Print(terminal, ["parameter", "shape>"],
            run.Tensors.Select(tensor => (IReadOnlyList<string>)[tensor.Name, tensor.Shape.ToString()]));
        terminal.Out.WriteLine();
        Say("run", directory);
        if (origin is not null)
            Say("from", OriginText.Of(origin));
        Say("task", $"{experiment.Task.Name} ({Readable.Parameters(experiment.Task)}), "
            + $"{(run.MinLength == run.MaxLength ? "" : $"{run.MinLength} to ")}{run.MaxLength} steps an episode");
        Say("machine", $"{experiment.Config.Machine.Kind}, {Readable.Count(run.InputWidth, "input")}, "
            + $"{Readable.Count(run.OutputWidth, "output")}, {Readable.Count(run.Parameters)} parameters");
        Say("training", $"{Readable.Count(run.Steps)} steps, {Readable.Count(run.Sequences)} sequences at most");
        if (experiment.Curriculum is { } curriculum)
            Say("curriculum", CurriculumText.Of(curriculum));
        Say("evaluation", $"{Readable.Count(points, "point")} "
            + $"of {Readable.Count(experiment.Config.Evaluation.Episodes, "episode")} at the end");
        Say("state", TextOf(run.State));
        Say("memory", run.Memory is { } memory
            ? $"about {Readable.Bytes(memory.Total)}, {Readable.Bytes(memory.Program)} of it the program itself"
            : "not estimated: this engine takes and keeps memory by rules of its own");
        if (run.CheckpointedEvery is { } every)
            Say("recompute", RecomputationText.Of(every));
        Say("engine", $"{run.Engine}, {Readable.Count(run.Threads, "thread")}");

        void Say(string what, string text) => terminal.WriteWords($"{what + ":",-12}{text}", indent: 12);
    }

    /// <summary>What the machine carries from step to step.</summary>
    private static string TextOf(StateSize? state) => state switch
    {
        null => "none: all steps are read and answered at once",
        { Growing: 0 } => $"{Readable.Count(state.Fixed)} numbers, however long an episode is",
        { Fixed: 0 } => $"{Readable.Count(state.Numbers)} numbers after {Readable.Count(state.Steps)} steps",
        _ => $"{Readable.Count(state.Numbers)} numbers after {Readable.Count(state.Steps)} steps, "
            + $"{Readable.Count(state.Fixed)} of them always",
    };

    private static JsonObject Document(Experiment experiment, DryRun run, string directory, RunOrigin? origin) => new()
    {
        ["name"] = experiment.Config.Name,
        ["directory"] = directory,
        ["origin"] = origin is null ? null : OriginText.Document(origin),
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
        ["engine"] = run.Engine,
        ["threads"] = run.Threads,
        ["memory_bytes"] = run.Memory?.Total,
        ["memory"] = run.Memory is { } memory ? Document(memory) : null,
        ["checkpointed_every"] = run.CheckpointedEvery,
        ["state"] = run.State is { } state
            ? new JsonObject { ["numbers"] = state.Numbers, ["growing"] = state.Growing, ["steps"] = state.Steps }
            : null,
        ["levels"] = experiment.Curriculum is { } plan
            ? new JsonArray([.. plan.Levels.Select(level => Json.Parameters(level.Parameters))])
            : null,
        ["tensors"] = new JsonArray([.. run.Tensors.Select(Document)]),
    };

    private static JsonObject Document(MemoryUse memory) => new()
    {
        ["program"] = memory.Program,
        ["parameters"] = memory.Parameters,
        ["training"] = memory.Training,
        ["evaluation"] = memory.Evaluation,
        ["checkpoint"] = memory.Checkpoint,
    };

    private static JsonObject Document(DryRunTensor tensor) => new() { ["name"] = tensor.Name, ["shape"] = tensor.Shape.ToString() };
}
