using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A decoder one step at a time; the same bits as all steps at once, on the native engine.</summary>
internal sealed class TransformerCell(TransformerParts parts) : ICell<TransformerStep>
{
    public TransformerStep Start(Tape tape, SequenceBatch batch)
    {
        TransformerStep step = tape.Rent<TransformerStep>();
        step.Begin(tape, parts.Read(tape, batch), parts.Decoder.Layers.Count);
        return step;
    }

    public TransformerStep Next(Tape tape, Variable input, TransformerStep previous)
    {
        TransformerStep step = tape.Rent<TransformerStep>();
        step.Follow(tape, previous);
        step.Output = parts.Decoder.Step(tape, input, previous.Place, step.Caches, step.Source, step.Trace);
        return step;
    }

    public void Emit(Tape tape, TransformerStep step, Variable logits, int row) =>
        tape.LinearInto(parts.Output, logits, row, step.Output);
}

/// <summary>A step of a decoder: what its layers have seen so far, and what the last of them made.</summary>
internal sealed class TransformerStep : IStep
{
    private readonly List<LayerCache> _caches = [];

    /// <summary>What each layer has seen so far.</summary>
    public IReadOnlyList<LayerCache> Caches => _caches;

    /// <summary>What the encoder made; null without one.</summary>
    public SourceMemory? Source { get; private set; }

    /// <summary>How many steps have been made.</summary>
    public int Place { get; private set; }

    /// <summary>The weights of the step.</summary>
    public RowTrace Trace { get; private set; } = new();

    /// <summary>[B, E] what the last layer made.</summary>
    public Variable Output { get; set; } = null!;

    /// <summary>What stands before the first step.</summary>
    public void Begin(Tape tape, SourceMemory? source, int layers)
    {
        (Source, Place) = (source, 0);
        _caches.Clear();
        for (int i = 0; i < layers; i++)
            _caches.Add(LayerCache.Rent(tape));
        Trace.Clear();
    }

    /// <summary>Begins with what a step left.</summary>
    public void Follow(Tape tape, TransformerStep previous)
    {
        (Source, Place) = (previous.Source, previous.Place + 1);
        _caches.Clear();
        foreach (LayerCache cache in previous._caches)
            _caches.Add(cache.Next(tape));
        Trace.Clear();
    }

    public void Describe(ITraceWriter trace) => Trace.WriteTo(trace);

    public void VisitState(IStateVisitor visitor)
    {
        Place = visitor.Visit("place", Place);
        for (int i = 0; i < _caches.Count; i++)
            _caches[i].VisitState(visitor, $"layer{i}");
    }
}
