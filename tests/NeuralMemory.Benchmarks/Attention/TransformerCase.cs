using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>A decoder-only Transformer and sequences for it, all equally long.</summary>
/// <param name="Length">T, the steps of a sequence.</param>
/// <param name="Batch">B, the sequences of a step.</param>
internal sealed record TransformerCase(int Length, int Batch)
{
    public const int Width = 128, Layers = 4, Heads = 4, Hidden = 512, Inputs = 16, Outputs = 16;

    /// <summary>The machine.</summary>
    public static TransformerConfig Config => new()
    {
        Width = Width,
        Layers = Layers,
        Heads = Heads,
        Hidden = Hidden,
        Positions = PositionKind.Sinusoidal,
    };

    /// <summary>
    /// The floating-point operations of a training step: two for each multiply-add of the linear layers, forward and twice backward, and of
    /// attention the products over the pairs of a query and a key that it sees, two forward and four backward. What is computed once more in
    /// the backward pass does not count.
    /// </summary>
    public long Flops
    {
        get
        {
            long layer = 4L * Width * Width + 2L * Width * Hidden, rows = (long)Batch * Length;
            long linear = 6 * rows * (Layers * layer + (long)Inputs * Width + (long)Width * Outputs);
            long pairs = (long)Batch * Length * (Length + 1) / 2;
            return linear + 12 * pairs * Width * Layers;
        }
    }

    /// <summary>Random bits to see, and others to answer with.</summary>
    public SequenceBatch NewBatch()
    {
        var batch = new SequenceBatch();
        batch.Reshape([.. Enumerable.Repeat(Length, Batch)], Inputs, Outputs);
        var stream = new RandomStream(StreamKey.FromSeed(3));
        stream.FillBits(batch.Inputs);
        stream.FillBits(batch.Targets);
        batch.Mask.Fill(1);
        return batch;
    }
}
