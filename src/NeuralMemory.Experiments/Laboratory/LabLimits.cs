namespace NeuralMemory.Experiments;

/// <summary>What a laboratory may keep in memory.</summary>
/// <param name="Bytes">
/// How large a trace is kept whole; of a larger one, how much the states may take that parts of it are computed from again.
/// </param>
internal sealed record LabLimits(long Bytes = 24 << 20)
{
    /// <summary>States are kept no more often than every so many steps.</summary>
    public int LeastInterval { get; init; } = 64;

    /// <summary>And no more seldom, as long as they take no more than <see cref="MostBytes"/>.</summary>
    public int MostInterval { get; init; } = 256;

    /// <summary>What states may take at most.</summary>
    public long MostBytes { get; init; } = 64 << 20;

    /// <summary>The most numbers that a window keeps of a quantity: of a larger one steps are left out, evenly.</summary>
    public int NumbersOfQuantity { get; init; } = 1 << 20;

    /// <summary>How many windows, and how many stretches of the memory, are kept besides.</summary>
    public int Recent { get; init; } = 2;

    /// <summary>After how many steps a state is kept.</summary>
    /// <param name="steps">T.</param>
    /// <param name="bytes">What a state takes.</param>
    public int IntervalOf(int steps, long bytes)
    {
        int wanted = Math.Clamp(Divided(steps * bytes, Bytes), LeastInterval, MostInterval);
        return Math.Max(wanted, Divided(steps * bytes, MostBytes));
    }

    private static int Divided(long bytes, long limit) => (int)Math.Min((bytes + limit - 1) / limit, int.MaxValue);
}
