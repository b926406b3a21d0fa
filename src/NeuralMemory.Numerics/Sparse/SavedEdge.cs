namespace NeuralMemory.Numerics;

/// <summary>A link that <see cref="SlotEdges.Save"/> has written down.</summary>
/// <param name="Number">What it is known by.</param>
/// <param name="To">i, the slot that was written after.</param>
/// <param name="From">j, the slot that was written before.</param>
/// <param name="Value">L(i, j)</param>
public readonly record struct SavedEdge(int Number, int To, int From, Real Value);
