namespace NeuralMemory.Tasks;

/// <summary>How often a value is drawn; a wider scope comes first.</summary>
public enum DrawScope
{
    /// <summary>Once, from the seed of the task itself: training, evaluation and all runs share it.</summary>
    Task,

    /// <summary>Once for each batch.</summary>
    Batch,

    /// <summary>Once for each sequence.</summary>
    Sequence,
}
