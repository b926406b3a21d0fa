using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>What an encoder made of the source, as each layer of a decoder looks at it.</summary>
internal sealed class SourceMemory
{
    private readonly List<KeysAndValues> _seen = [];

    /// <summary>Which rows belong to each sequence.</summary>
    public SequenceRows Rows { get; private set; } = null!;

    /// <summary>What was read.</summary>
    public SequenceBatch Batch { get; private set; } = null!;

    /// <summary>The weights by which it was read; empty where nobody looks.</summary>
    public RowTrace Trace { get; } = new();

    /// <summary>What the layer of this number sees.</summary>
    public KeysAndValues this[int layer] => _seen[layer];

    /// <summary>A memory that no layer has a part in so far.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">What is read.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    public static SourceMemory Rent(Tape tape, SequenceBatch batch, SequenceRows rows)
    {
        SourceMemory source = tape.Rent<SourceMemory>();
        (source.Batch, source.Rows) = (batch, rows);
        source.Trace.Clear();
        source._seen.Clear();
        return source;
    }

    /// <summary>Adds what the next layer sees.</summary>
    public void Add(KeysAndValues source) => _seen.Add(source);

    /// <summary>Shows what the layers see.</summary>
    public void VisitState(IStateVisitor visitor)
    {
        for (int i = 0; i < _seen.Count; i++)
        {
            visitor.VisitKept(FormattableString.Invariant($"layer{i}/source/keys"), _seen[i].Keys);
            visitor.VisitKept(FormattableString.Invariant($"layer{i}/source/values"), _seen[i].Values);
        }
    }
}
