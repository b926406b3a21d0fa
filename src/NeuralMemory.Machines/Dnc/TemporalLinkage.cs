using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Keeps the order of writing, dense or sparse, and follows it from what was read.</summary>
internal sealed class TemporalLinkage(DncConfig config)
{
    /// <summary>What names no slot, where a sparse link is free.</summary>
    private const Real Free = -1;

    private readonly int _slots = config.Memory.Slots, _writers = config.Heads.Write;
    private readonly int? _entries = config.Links.Kind == LinksKind.Sparse ? Math.Min(config.Links.Entries, config.Memory.Slots) : null;

    /// <summary>Before the first step: no links.</summary>
    public LinkState Start(Tape tape, int batch)
    {
        var shape = new Shape(batch, _writers, _slots, _entries ?? _slots);
        LinkState state = tape.Rent<LinkState>();
        state.Values = tape.Fill(shape, 0);
        state.Slots = _entries is null ? null : tape.Fill(shape, Free);
        state.Precedence = tape.Fill(new Shape(batch, _writers, _slots), 0);
        return state;
    }

    /// <summary>After this step's writes.</summary>
    public static LinkState Next(Tape tape, LinkState previous, Variable writeWeights, Variable previousReadWeights, DncSignals signals)
    {
        LinkState state = tape.Rent<LinkState>();
        if (previous.Slots is { } slots)
        {
            (state.Slots, state.Values, state.Precedence, state.Forward, state.Backward) =
                tape.SparseTemporalLink(slots, previous.Values, previous.Precedence, writeWeights, previousReadWeights);
        }
        else
        {
            state.Slots = null;
            (state.Values, state.Precedence, state.Forward, state.Backward) =
                tape.TemporalLink(previous.Values, previous.Precedence, writeWeights, previousReadWeights);
        }

        if (signals.ForwardSharpness is { } forward)
            state.Forward = tape.SharpenLinks(state.Forward, forward);
        if (signals.BackwardSharpness is { } backward)
            state.Backward = tape.SharpenLinks(state.Backward, backward);
        return state;
    }
}
