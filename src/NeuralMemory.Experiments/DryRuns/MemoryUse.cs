namespace NeuralMemory.Experiments;

/// <summary>What the memory of a run's process is for, in bytes, where it takes most.</summary>
/// <param name="Program">The program itself with its runtime, whatever is trained.</param>
/// <param name="Parameters">Parameters and what the optimizer remembers of each.</param>
/// <param name="Training">The episodes of a batch, the tapes on which they are computed, and the gradients.</param>
/// <param name="Evaluation">The same of evaluations, whose episodes and tapes stay between them.</param>
/// <param name="Checkpoint">Copies of parameters and optimizer while they are written, and those of the save before.</param>
public sealed record MemoryUse(long Program, long Parameters, long Training, long Evaluation, long Checkpoint)
{
    /// <summary>All of it.</summary>
    public long Total => Program + Parameters + Training + Evaluation + Checkpoint;
}
