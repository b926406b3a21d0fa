using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>One setting at which a machine is measured.</summary>
/// <param name="Name">Names the result's document.</param>
/// <param name="Task">The task with the parameters of this point.</param>
/// <param name="Slots">The memory's slots; null for as many as the machine was trained with.</param>
/// <param name="Episodes">How many held-out episodes, at least 1.</param>
/// <param name="Seed">The root of the held-out episodes: other seeds draw apart from each other.</param>
public sealed record EvaluationPoint(string Name, TaskDefinition Task, int? Slots, int Episodes, long Seed)
{
    /// <summary>What the heads are told in place of what the machine would tell them; empty for a machine as it was trained.</summary>
    public IReadOnlyList<ClampPoke> Clamps { get; init; } = [];

    /// <summary>
    /// The name of the evaluations between steps of training: they are measured at the setting of the final one, on other episodes.
    /// </summary>
    internal const string During = "training";
}
