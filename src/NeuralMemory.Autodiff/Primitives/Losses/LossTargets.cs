using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>What a loss wants of each row of logits.</summary>
/// <param name="targets">[.., <see cref="Width"/>]</param>
/// <param name="mask">[.., <see cref="Width"/>]</param>
public ref struct LossTargets(ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask)
{
    /// <summary>The targets, row-major.</summary>
    public ReadOnlySpan<Real> Targets { get; } = targets;

    /// <summary>Where each of them counts, and how much.</summary>
    public ReadOnlySpan<Real> Mask { get; } = mask;

    /// <summary>For each row of logits its row among the targets; empty where they are the same.</summary>
    public ReadOnlySpan<int> Rows { get; init; }

    /// <summary>The batch that they are of; null where they are of none.</summary>
    public SequenceBatch? Batch { get; init; }

    /// <summary>How many columns of targets there are.</summary>
    public int Width { get; internal set; }

    /// <summary>The row among the targets that belongs to a row of logits.</summary>
    public readonly int RowOf(int row) => Rows.IsEmpty ? row : Rows[row];
}
