using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>What an encoder made of the source, as each layer of the decoder looks at it.</summary>
internal sealed class SourceMemory
{
    private readonly Dictionary<TransformerLayer, KeysAndValues> _seen = [];

    /// <summary>Which rows belong to each sequence.</summary>
    public SequenceRows Rows { get; private set; } = null!;

    /// <summary>Prepares it for the layers of a decoder.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="memory">[R, E] what the encoder made.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    /// <param name="layers">The layers.</param>
    public static SourceMemory Of(Tape tape, Variable memory, SequenceRows rows, IEnumerable<TransformerLayer> layers)
    {
        SourceMemory source = tape.Rent<SourceMemory>();
        source.Rows = rows;
        source._seen.Clear();
        foreach (TransformerLayer layer in layers)
            source._seen.Add(layer, layer.Across(tape, memory, rows));
        return source;
    }

    /// <summary>What a layer sees.</summary>
    public KeysAndValues Of(TransformerLayer layer) => _seen[layer];
}
