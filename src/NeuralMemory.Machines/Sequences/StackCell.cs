using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A causal stack one step at a time, with a cache of what its layers have seen; the same bits as all steps at once, on the native engine.
/// </summary>
internal sealed class StackCell(StackMachine machine) : ICell<StackStep>
{
    public StackStep Start(Tape tape, SequenceBatch batch)
    {
        StackStep step = tape.Rent<StackStep>();
        step.Begin(tape, machine.ReadSource(tape, batch, traces: true), machine.Stack, batch.Sequences);
        return step;
    }

    public StackStep Next(Tape tape, Variable input, StackStep previous)
    {
        StackStep step = tape.Rent<StackStep>();
        step.Follow(tape, previous);
        step.Output = machine.Stack.Step(tape, input, previous.Place, step.Caches, step.Source, step.Trace, machine.Clamps);
        return step;
    }

    public void Emit(Tape tape, StackStep step, Variable logits, int row) => tape.LinearInto(machine.Output, logits, row, step.Output);
}

/// <summary>A step of a causal stack: what its layers have seen so far, and what the last of them made.</summary>
internal sealed class StackStep : IStep
{
    private readonly List<LayerCache> _caches = [];
    private bool _countsPlaces;

    /// <summary>What each layer has seen so far.</summary>
    public IReadOnlyList<LayerCache> Caches => _caches;

    /// <summary>What the encoder made; null without one.</summary>
    public SourceMemory? Source { get; private set; }

    /// <summary>How many steps have been made.</summary>
    public int Place { get; private set; }

    /// <summary>The weights of the step.</summary>
    public RowTrace Trace { get; } = new();

    /// <summary>[B, E] what the last layer made.</summary>
    public Variable Output { get; set; } = null!;

    /// <summary>What stands before the first step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="source">What the encoder made; null without one.</param>
    /// <param name="stack">The layers.</param>
    /// <param name="sequences">B, how many sequences there are.</param>
    public void Begin(Tape tape, SourceMemory? source, LayerStack stack, int sequences)
    {
        (Source, Place, _countsPlaces) = (source, 0, stack.CountsPlaces);
        Trace.Clear();
        _caches.Clear();
        foreach (ISequenceLayer layer in stack.Layers)
        {
            LayerCache cache = LayerCache.Rent(tape);
            layer.Begin(tape, cache, sequences);
            _caches.Add(cache);
        }
    }

    /// <summary>Begins with what a step left.</summary>
    public void Follow(Tape tape, StackStep previous)
    {
        (Source, Place, _countsPlaces) = (previous.Source, previous.Place + 1, previous._countsPlaces);
        Trace.Clear();
        _caches.Clear();
        foreach (LayerCache cache in previous._caches)
            _caches.Add(cache.Next(tape));
    }

    public void Describe(ITraceWriter trace)
    {
        Source?.Trace.WriteSource(trace, Source.Batch);
        Trace.WriteTo(trace);
    }

    public void VisitState(IStateVisitor visitor)
    {
        if (_countsPlaces)
            Place = visitor.Visit("place", Place);
        Source?.VisitState(visitor);
        for (int i = 0; i < _caches.Count; i++)
            _caches[i].VisitState(visitor, $"layer{i}");
    }
}
