namespace NeuralMemory.Numerics;

/// <summary>
/// Which rows of a product are computed by themselves: every so-many-th of all. Where sums have another order among many rows than among
/// few, each row is summed as it would be among all of them.
/// </summary>
/// <param name="All">R, how many rows there are.</param>
/// <param name="First">The first of those that are computed, from 0 on.</param>
/// <param name="Step">How many rows lie from one to the next, at least 1.</param>
public readonly record struct RowShare(int All, int First, int Step)
{
    /// <summary>How many rows are computed.</summary>
    public int Rows => Below(All);

    /// <summary>How many of them are among the first so many of all.</summary>
    public int Below(int count) => count <= First ? 0 : (count - First + Step - 1) / Step;
}
