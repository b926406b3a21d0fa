namespace NeuralMemory.Numerics;

/// <summary>What a step's write does to sparse links of N slots and K entries a row. See <see cref="SparseLinks"/>.</summary>
public readonly unsafe struct LinkWrite(Real* weights, int* isWritten, Real* precedence, int* sources)
{
    /// <summary>w [N], 0 where nothing is written.</summary>
    public Real* Weights { get; } = weights;

    /// <summary>[N] Whether a slot is one of the K that are written, be it with a weight of 0: 1, else 0.</summary>
    public int* IsWritten { get; } = isWritten;

    /// <summary>p [N], of which only the sources are looked at.</summary>
    public Real* Precedence { get; } = precedence;

    /// <summary>The K slots j whose p(j) enters the links, ascending.</summary>
    public int* Sources { get; } = sources;

    /// <summary>Makes <see cref="Weights"/> and <see cref="IsWritten"/> of a weighting and the slots that are chosen of it.</summary>
    public void Choose(Real* weighting, int* written, int slots, int entries)
    {
        Elementwise.Clear(Weights, slots);
        new Span<int>(IsWritten, slots).Clear();
        for (int k = 0; k < entries; k++)
        {
            Weights[written[k]] = weighting[written[k]];
            IsWritten[written[k]] = 1;
        }
    }
}
