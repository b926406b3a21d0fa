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
    public static int? Of(int length)
    {
        for (int power = Least; power <= Most; power *= 2)
        {
            if (length <= power)
                return power;
            if (length <= power + power / 2 && power < Most)
                return power + power / 2;
        }

        return null;
    }
}
