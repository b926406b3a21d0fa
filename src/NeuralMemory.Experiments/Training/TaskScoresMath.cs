using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Sums of scores.</summary>
internal static class TaskScoresMath
{
    /// <summary>The scores of both sets of episodes.</summary>
    public static TaskScores Plus(this TaskScores a, TaskScores b) => new(
        a.Sequences + b.Sequences, a.WrongSequences + b.WrongSequences,
        a.TargetBits + b.TargetBits, a.WrongBits + b.WrongBits, a.Nats + b.Nats);
}
