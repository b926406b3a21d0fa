using System.Buffers;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// How long the input of each sequence is, <see cref="SequenceBatch.InputLengthOf"/>: a constant. A model that is exported takes it
    /// from whoever runs it.
    /// </summary>
    /// <param name="batch">The sequences.</param>
    /// <returns>[B, 1, 1]</returns>
    public virtual Variable InputLengths(SequenceBatch batch)
    {
        Real[] lengths = ArrayPool<Real>.Shared.Rent(batch.Sequences);
        for (int i = 0; i < batch.Sequences; i++)
            lengths[i] = batch.InputLengthOf(i);
        Variable result = Constant(lengths.AsSpan(0, batch.Sequences), new Shape(batch.Sequences, 1, 1));
        ArrayPool<Real>.Shared.Return(lengths);
        return result;
    }
}
