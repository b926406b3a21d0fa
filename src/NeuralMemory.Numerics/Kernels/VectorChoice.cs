namespace NeuralMemory.Numerics;

/// <summary>
/// Makes the choice between vectors of 256 bits and of 512, in place of <see cref="WideVectors"/>, whose first use makes it.
/// </summary>
public static class VectorChoice
{
    /// <summary>
    /// Bits of the vectors: 256, or 512, which is slow on a processor without such vectors; null for the faster one. Means nothing after
    /// the first use of a kernel.
    /// </summary>
    public static int? Forced { get; set; }
}
