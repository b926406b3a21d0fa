using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>How runs are exported.</summary>
public sealed record ExportOptions
{
    /// <summary>
    /// Where to: a file; or a folder, where several files are made. Null for the usual place, in the folder that is exported.
    /// </summary>
    public string? Out { get; init; }

    /// <summary>Which checkpoint's weights; null for the latest. Of several runs each must have it.</summary>
    public long? Step { get; init; }

    /// <summary>Whether the weights are those of the best checkpoint; <see cref="Step"/> then does not count.</summary>
    public bool Best { get; init; }

    /// <summary>
    /// How many steps a sequence has, where a model (<see cref="ExportFormat.HasModels"/>) has to know; null where nobody says.
    /// </summary>
    public int? Length { get; init; }

    /// <summary>Whether a model is of whole sequences also where the machine goes step by step.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether a file of weights holds what was measured, too, where its format can.</summary>
    public bool WithMetrics { get; init; }

    /// <summary>Whether the system has refused to write at the usual place, so that another one is the way out.</summary>
    internal bool IsRefused(RunException exception) => Out is null && exception.Problem == RunProblem.Storage;

    /// <summary>The same with the way out.</summary>
    internal static RunException WithWayOut(RunException exception) =>
        new(exception.Problem, $"{exception.Message}; name another place by --out", exception);

    /// <summary>The checkpoint of a run that is asked for.</summary>
    /// <exception cref="RunException">There is none, or it is damaged.</exception>
    internal Checkpoint CheckpointOf(RunDirectory run) => !Best ? run.Checkpoints().Load(Step)
        : run.Checkpoints().LoadBest()
            ?? throw new RunException(RunProblem.Missing, $"no checkpoint of '{run.Path}' is marked as the best");
}
