namespace NeuralMemory.Commands;

/// <summary>A checkpoint as a user asks for it.</summary>
/// <param name="Step">Its step; null for the best of the run.</param>
internal readonly record struct CheckpointChoice(long? Step)
{
    /// <summary>How a user asks for the best.</summary>
    public const string BestWord = "best";

    /// <summary>The best of the run.</summary>
    public static CheckpointChoice Best => new(null);
}
