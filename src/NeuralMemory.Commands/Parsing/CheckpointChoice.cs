using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>A checkpoint as a user asks for it.</summary>
/// <param name="Step">Its step; null for the best of the run.</param>
internal readonly record struct CheckpointChoice(long? Step)
{
    /// <summary>How a user asks for the best.</summary>
    public const string BestWord = "best";

    /// <summary>The best of the run.</summary>
    public static CheckpointChoice Best => new(null);

    /// <summary>The step of this checkpoint in a run; it is not verified.</summary>
    /// <exception cref="RunException">There is no such run, or none of its checkpoints is marked as the best.</exception>
    public long StepIn(string directory)
    {
        if (Step is { } step)
            return step;
        using RunDirectory run = RunDirectory.Open(directory);
        return run.Checkpoints().Best() ?? throw new RunException(
            RunProblem.Missing, $"no checkpoint of '{directory}' is marked as the best: "
            + "none was measured, while it trained, by the metric that decides");
    }
}
