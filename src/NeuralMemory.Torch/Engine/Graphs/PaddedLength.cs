namespace NeuralMemory.Torch;

/// <summary>
/// The few lengths to which batches are padded, a graph for each: powers of two and one and a half times those. So at most a third of the
/// steps is for nothing.
/// </summary>
internal static class PaddedLength
{
    /// <summary>The shortest; below it little is to be gained by being exact.</summary>
    public const int Least = 8;

    /// <summary>The longest: a graph holds hundreds of operations for each step, and memory for each operation.</summary>
    public const int Most = 512;

    /// <summary>The least of them that holds a sequence; null where it is longer than any.</summary>
    public static int? Of(int length) => length > Most ? null : Above(length);

    /// <summary>The same for anything that is counted, however much it is.</summary>
    /// <param name="count">At most 2^30.</param>
    public static int Above(int count)
    {
        for (int power = Least; ; power *= 2)
        {
            if (count <= power)
                return power;
            if (count <= power + power / 2)
                return power + power / 2;
        }
    }
}
