using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>A loop over time-steps of which each sequence is computed by itself, so that tapes can share the sequences.</summary>
public interface IDivisibleRecurrence : IRecurrence
{
    /// <summary>
    /// Whether nothing but <see cref="Result"/> is wanted of the steps: they are not traced, and what the last one leaves is not needed.
    /// </summary>
    bool IsDivisible { get; }

    /// <summary>The sequences.</summary>
    SequenceBatch Batch { get; }

    /// <summary>[Batch.Rows, W] a kept tensor whose rows the steps write.</summary>
    Variable Result { get; }

    /// <summary>The same loop over some of the sequences, before its first step.</summary>
    /// <param name="tape">A tape of theirs, which was reset.</param>
    /// <param name="part">The sequences.</param>
    IDivisibleRecurrence Begin(Tape tape, SequenceBatch part);
}
