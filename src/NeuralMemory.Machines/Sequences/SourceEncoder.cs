using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Reads the source of a batch, or, where it has none, the batch itself, for the layers of a decoder.</summary>
/// <param name="stack">What reads.</param>
/// <param name="readers">The decoder's layers, in order.</param>
internal sealed class SourceEncoder(LayerStack stack, ISourceReader[] readers)
{
    /// <summary>Reads.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="traces">Whether weights are kept to be looked at.</param>
    public SourceMemory Read(Tape tape, SequenceBatch batch, bool traces)
    {
        SequenceBatch source = batch.Source ?? batch;
        SequenceRows rows = tape.Rent<SequenceRows>();
        SourceMemory memory = SourceMemory.Rent(tape, source, batch.Source is null ? rows.OfBatch(batch) : rows.OfSource(batch));
        Variable made = stack.Run(tape, source, null, traces ? memory.Trace : null);
        foreach (ISourceReader reader in readers)
            memory.Add(reader.Across(tape, made, memory.Rows));
        return memory;
    }
}
