using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The rows that layers run over: all steps of a batch, or a single one.</summary>
internal sealed class LayerPass
{
    private double _dropout;
    private SequenceBatch? _batch;

    /// <summary>The tape.</summary>
    public Tape Tape { get; private set; } = null!;

    /// <summary>Which rows belong to each sequence.</summary>
    public SequenceRows Rows { get; private set; } = null!;

    /// <summary>The place of each sequence's first row.</summary>
    public int Place { get; private set; }

    /// <summary>What a row sees of its own sequence.</summary>
    public AttentionMask Mask { get; private set; }

    /// <summary>What an encoder made of the source; null without one.</summary>
    public SourceMemory? Source { get; private set; }

    /// <summary>Receives weights; null for none.</summary>
    public RowTrace? Trace { get; private set; }

    /// <summary>What of the gates is set; null for nothing. Then the pass is over a single step.</summary>
    public StepClamps? Clamps { get; private set; }

    /// <summary>[R, E] the rows as they were embedded, before the first layer.</summary>
    public Variable Embedded { get; set; } = null!;

    /// <summary>All steps of a batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="mask">What a row sees.</param>
    /// <param name="source">What an encoder made; null without one.</param>
    /// <param name="dropout">The share of what layers add that is dropped.</param>
    /// <param name="trace">Receives weights; null for none.</param>
    public static LayerPass Over(
        Tape tape, SequenceBatch batch, AttentionMask mask, SourceMemory? source, double dropout, RowTrace? trace)
    {
        LayerPass pass = tape.Rent<LayerPass>();
        pass.Set(tape, tape.Rent<SequenceRows>().OfBatch(batch), 0, mask, source, trace);
        (pass._batch, pass._dropout, pass.Clamps) = (batch, dropout, null);
        return pass;
    }

    /// <summary>A single step, at which <paramref name="sequences"/> sequences still run; nothing is dropped.</summary>
    public static LayerPass At(
        Tape tape, int sequences, int place, AttentionMask mask, SourceMemory? source, RowTrace? trace, StepClamps? clamps = null)
    {
        LayerPass pass = tape.Rent<LayerPass>();
        pass.Set(tape, tape.Rent<SequenceRows>().OfStep(sequences), place, mask, source, trace);
        (pass._batch, pass.Clamps) = (null, clamps);
        return pass;
    }

    /// <summary>A gate or another signal: as it is, or as it is set; a trace has what holds.</summary>
    /// <param name="name">What the trace calls it.</param>
    /// <param name="value">[R, H] or [R, H, numbers]</param>
    public Variable Signal(string name, Variable value)
    {
        Variable holds = Clamps?.Of(Tape, name, value) ?? value;
        Trace?.Add(name, holds);
        return holds;
    }

    /// <summary>What rows look at: keys and values of their own, behind those of the steps before.</summary>
    /// <param name="own">Those of the rows.</param>
    /// <param name="cache">Those of the steps before, which they join; null for none.</param>
    /// <returns>Both, and which rows of them belong to each sequence.</returns>
    public (KeysAndValues Source, SequenceRows Rows) Join(KeysAndValues own, LayerCache? cache) =>
        cache is null ? (own, Rows) : cache.Append(Tape, own);

    /// <summary>Drops a share of what a part of a layer made.</summary>
    public Variable Drop(Variable x) => _batch is null || _dropout == 0 ? x : Tape.Dropout(x, _dropout, _batch);

    private void Set(Tape tape, SequenceRows rows, int place, AttentionMask mask, SourceMemory? source, RowTrace? trace) =>
        (Tape, Rows, Place, Mask, Source, Trace) = (tape, rows, place, mask, source, trace);
}
